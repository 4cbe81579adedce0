using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>AWS::Events::Rule: a record; its targets take a permission of their own, and the roles that they run with are passed.</summary>
public sealed class EventRuleType()
    : RecordedType(
        new RecordedTypeSpecification(
            "AWS::Events::Rule",
            PropertySchema.Of("AWS::Events::Rule"),
            ["events:PutRule"],
            ["events:PutRule"],
            ["events:DeleteRule"]
        )
        {
            ArnPattern = "events:{region}:{account}:rule/{id}",
            NameProperty = "Name",
            TagAction = "events:TagResource",
            PassedRole = ("RoleArn", "events.amazonaws.com"),
        }
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (
            request.Text("EventPattern") is null
            && request.Map("EventPattern") is null
            && request.Text("ScheduleExpression") is null
        )
            throw new ResourceException(
                "Parameter(s) EventPattern or ScheduleExpression must be specified.",
                "InvalidRequest"
            );
        if (Targets(request) is { Count: > 0 } targets)
        {
            Demand(request, ["events:PutTargets"], arn);
            foreach (var role in targets.Select(target => target.Text("RoleArn")).OfType<string>().Distinct())
                request.Services.Authorizer.DemandPassRole(
                    request.Caller,
                    request.Region,
                    role,
                    "events.amazonaws.com"
                );
        }

        return Task.CompletedTask;
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Targets(request).Count > 0)
            Demand(request, ["events:RemoveTargets"], ArnOf(request, request.PhysicalId));
        return base.DeleteAsync(request, cancellationToken);
    }

    static List<JsonObject> Targets(ResourceRequest request) =>
        request.Properties["Targets"] is JsonArray list ? [.. list.OfType<JsonObject>()] : [];
}
