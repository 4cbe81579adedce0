using System.Xml.Linq;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.Wire;

/// <summary>Stacks, their resources and events as the API writes them.</summary>
static class StackXml
{
    public static object?[] Stack(Stack stack) =>
        [
            new XElement("StackId", stack.Id),
            new XElement("StackName", stack.Name),
            // Recorded on AWS: neither a deleted stack nor one that was rolled back from its creation tells its change set.
            stack.Deleted
                is null
                ? Xml.Text("ChangeSetId", stack.ChangeSetId)
                : null,
            Xml.Text("Description", AsciiText.Of(stack.Description)),
            stack.Definition.Parameters.Count > 0 ? Parameters(stack.Definition.Parameters) : null,
            Xml.Time("CreationTime", stack.Created),
            Xml.Time("LastUpdatedTime", stack.Updated),
            Xml.Time("DeletionTime", stack.Deleted),
            new XElement("RollbackConfiguration"),
            new XElement("StackStatus", stack.Status),
            Xml.Text("StackStatusReason", stack.StatusReason),
            Xml.Flag("DisableRollback", stack.DisableRollback),
            Xml.Texts("NotificationARNs", stack.Definition.NotificationArns),
            Xml.Number("TimeoutInMinutes", stack.TimeoutInMinutes),
            stack.Definition.Capabilities.Count > 0 ? Xml.Texts("Capabilities", stack.Definition.Capabilities) : null,
            stack.Outputs.Count > 0 ? Xml.List("Outputs", stack.Outputs, Output) : null,
            Xml.Text("RoleARN", stack.Definition.RoleArn),
            Tags(stack.Definition.Tags),
            stack.IsDeleted ? null : Xml.Flag("EnableTerminationProtection", stack.TerminationProtection),
            Xml.Text("ParentId", stack.ParentId),
            Xml.Text("RootId", stack.RootId),
            new XElement("DriftInformation", new XElement("StackDriftStatus", "NOT_CHECKED")),
        ];

    public static XElement Tags(IReadOnlyList<Tag> tags) =>
        Xml.List("Tags", tags, tag => new[] { new XElement("Key", tag.Key), new XElement("Value", tag.Value) });

    public static XElement Parameters(IReadOnlyList<ParameterSetting> settings) =>
        Xml.List(
            "Parameters",
            settings,
            setting =>
                new object?[]
                {
                    new XElement("ParameterKey", setting.Key),
                    new XElement("ParameterValue", setting.NoEcho ? "****" : setting.Value),
                    Xml.Text("ResolvedValue", setting.NoEcho ? null : setting.ResolvedValue),
                }
        );

    static object?[] Output(StackOutput output) =>
        [
            new XElement("OutputKey", output.Key),
            new XElement("OutputValue", AsciiText.Of(output.Value)),
            Xml.Text("Description", AsciiText.Of(output.Description)),
            Xml.Text("ExportName", output.ExportName),
        ];

    public static object?[] Summary(Stack stack) =>
        [
            new XElement("StackId", stack.Id),
            new XElement("StackName", stack.Name),
            Xml.Text("TemplateDescription", AsciiText.Of(stack.Description)),
            Xml.Time("CreationTime", stack.Created),
            Xml.Time("LastUpdatedTime", stack.Updated),
            Xml.Time("DeletionTime", stack.Deleted),
            new XElement("StackStatus", stack.Status),
            Xml.Text("StackStatusReason", stack.StatusReason),
            Xml.Text("ParentId", stack.ParentId),
            Xml.Text("RootId", stack.RootId),
            new XElement("DriftInformation", new XElement("StackDriftStatus", "NOT_CHECKED")),
        ];

    public static object?[] Event(Stack stack, StackEvent happening) =>
        [
            new XElement("StackId", stack.Id),
            new XElement("EventId", happening.Id),
            new XElement("StackName", stack.Name),
            new XElement("LogicalResourceId", happening.LogicalId),
            new XElement("PhysicalResourceId", happening.PhysicalId),
            new XElement("ResourceType", happening.Type),
            Xml.Time("Timestamp", happening.Timestamp),
            new XElement("ResourceStatus", happening.Status),
            Xml.Text("ResourceStatusReason", happening.Reason),
            Xml.Text("ResourceProperties", happening.Properties),
            Xml.Text("ClientRequestToken", happening.ClientRequestToken),
            .. Hook(happening.Hook),
        ];

    /// <summary>The members in which events tell of a hook.</summary>
    public static IEnumerable<object?> Hook(Hooks.HookInvocation? hook) =>
        hook is null
            ? []
            :
            [
                new XElement("HookType", hook.TypeName),
                new XElement("HookStatus", hook.Status),
                Xml.Text("HookStatusReason", hook.Reason),
                new XElement("HookInvocationPoint", "PRE_PROVISION"),
                new XElement("HookInvocationId", hook.Id),
                new XElement("HookFailureMode", hook.FailureMode),
            ];

    /// <summary>A resource; the time's name is the one thing in which three APIs differ.</summary>
    public static object?[] Resource(Stack stack, StackResource resource, string timeName, bool withStack) =>
        [
            withStack ? new XElement("StackName", stack.Name) : null,
            withStack ? new XElement("StackId", stack.Id) : null,
            new XElement("LogicalResourceId", resource.LogicalId),
            Xml.Text("PhysicalResourceId", resource.PhysicalId),
            new XElement("ResourceType", resource.Type),
            Xml.Time(timeName, resource.Timestamp),
            new XElement("ResourceStatus", resource.Status),
            Xml.Text("ResourceStatusReason", resource.StatusReason),
            new XElement("DriftInformation", new XElement("StackResourceDriftStatus", "NOT_CHECKED")),
        ];
}
