using System.Globalization;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;
using LocalAws.Sns;
using LocalAws.Sts;

namespace LocalAws.CloudFormation.Operations;

/// <summary>
/// Tells a stack's topics of its events, as lines of names and values in quotes ("Setting CloudFormation stack options" in the
/// CloudFormation User Guide). A topic that is not there, or whose policy does not let CloudFormation, is told nothing.
/// </summary>
sealed class StackNotifications(AwsServices services, Caller caller)
{
    const string Service = "cloudformation.amazonaws.com";
    readonly HashSet<string> _failed = new(StringComparer.Ordinal);

    public void Publish(Stack stack, StackEvent happening)
    {
        if (happening.Hook is not null)
            return;
        foreach (var topic in stack.Definition.NotificationArns)
        {
            var publication = new Publication(Text(stack, happening)) { Subject = "AWS CloudFormation Notification" };
            var source = new ServiceSource(stack.Account, stack.Id);
            if (!services.Sns.PublishFor(Service, source, topic, publication) && _failed.Add(topic))
                services.World.Options.Log(
                    $"The events of stack {stack.Name} are not published: topic {topic} does not exist, or its policy or key does not let {Service}."
                );
        }
    }

    string Text(Stack stack, StackEvent happening)
    {
        (string Name, string Value)[] lines =
        [
            ("StackId", stack.Id),
            ("Timestamp", happening.Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            ("EventId", happening.Id),
            ("LogicalResourceId", happening.LogicalId),
            ("Namespace", stack.Account),
            ("PhysicalResourceId", happening.PhysicalId),
            ("PrincipalId", caller.UserId),
            ("ResourceProperties", happening.Properties ?? "null"),
            ("ResourceStatus", happening.Status),
            ("ResourceStatusReason", happening.Reason ?? ""),
            ("ResourceType", happening.Type),
            ("StackName", stack.Name),
            ("ClientRequestToken", happening.ClientRequestToken ?? "null"),
        ];
        return string.Concat(lines.Select(line => $"{line.Name}='{line.Value}'\n"));
    }
}
