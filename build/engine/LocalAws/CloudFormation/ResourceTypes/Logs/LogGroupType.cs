using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Logs;

namespace LocalAws.CloudFormation.ResourceTypes.Logs;

/// <summary>AWS::Logs::LogGroup by the operations of CloudWatch Logs.</summary>
public sealed class LogGroupType() : ResourceType("AWS::Logs::LogGroup", PropertySchema.Of("AWS::Logs::LogGroup"))
{
    public override string? NameProperty => "LogGroupName";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var group = Groups(request)
            .Create(
                request.Caller,
                request.Region,
                request.NameFrom("LogGroupName", 512),
                request.Text("KmsKeyId"),
                request.Text("LogGroupClass"),
                request.UserTags()
            );
        try
        {
            if (request.Number("RetentionInDays") is { } days)
                Groups(request).SetRetention(request.Caller, request.Region, group.Name, days);
        }
        catch
        {
            // Half a log group is none of this stack: it goes before the failure is told.
            Groups(request).Delete(request.Caller, request.Region, group.Name);
            throw;
        }

        return Task.FromResult(Outcome(group.Name, group.Arn));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var groups = Groups(request);
        var name = request.PhysicalId;
        var before = request.Existing!.Properties;
        if (Changed("RetentionInDays"))
            groups.SetRetention(request.Caller, request.Region, name, request.Number("RetentionInDays"));
        if (Changed("KmsKeyId"))
            groups.SetKey(request.Caller, request.Region, name, request.Text("KmsKeyId"));
        var arn = $"arn:{request.Partition}:logs:{request.Region}:{request.Account}:log-group:{name}";
        var present = groups.ListTags(request.Caller, request.Region, name);
        foreach (var change in TagChange.Between(present, request.UserTags()))
            groups.Tag(request.Caller, request.Region, name, change);
        return Task.FromResult(Outcome(name, arn));

        bool Changed(string property) => !JsonNode.DeepEquals(request.Properties[property], before[property]);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => Groups(request).Delete(request.Caller, request.Region, request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static ResourceOutcome Outcome(string name, string arn) => new(name, new JsonObject { ["Arn"] = arn + ":*" });

    static LogGroupOperations Groups(ResourceRequest request) => request.Services.Logs.Groups;
}
