using System.Text.Json.Nodes;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::Group by the operations of IAM.</summary>
public sealed class GroupType() : ResourceType("AWS::IAM::Group", PropertySchema.Of("AWS::IAM::Group"))
{
    public override string? NameProperty => "GroupName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("GroupName", 128);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.Identities.Find(request.Account)?.Groups.Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var group = request.Services.Groups.Create(request.Caller, IdentifierOf(request), request.Text("Path") ?? "/");
        PolicySync.Apply(request.Services.Groups.Policies, request, group.Name);
        return Task.FromResult(Outcome(group));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = request.Text("Path") ?? "/";
        var groups = request.Services.Groups;
        var present = request.Services.Identities.Of(request.Account).Groups.Find(request.PhysicalId);
        var group =
            present?.Path == path ? present : groups.Update(request.Caller, request.PhysicalId, path, newName: null);
        PolicySync.Apply(groups.Policies, request, request.PhysicalId);
        return Task.FromResult(Outcome(group));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                PolicySync.Clear(request.Services.Groups.Policies, request, request.PhysicalId);
                request.Services.Groups.Delete(request.Caller, request.PhysicalId);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static ResourceOutcome Outcome(Group group) => new(group.Name, new JsonObject { ["Arn"] = group.Arn });
}
