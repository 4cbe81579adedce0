using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::UserToGroupAddition: who is in a group besides.</summary>
public sealed class UserToGroupAdditionType()
    : ResourceType("AWS::IAM::UserToGroupAddition", PropertySchema.Of("AWS::IAM::UserToGroupAddition"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var user in request.Texts("Users"))
            request.Services.Groups.AddUser(request.Caller, request.Text("GroupName")!, user);
        var id = request.MadeUpName(64);
        return Task.FromResult(new ResourceOutcome(id, new JsonObject { ["Id"] = id }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var before = request.Existing!.Properties;
        var (oldGroup, group) = (before.Text("GroupName")!, request.Text("GroupName")!);
        var users = request.Texts("Users");
        foreach (var user in users)
            request.Services.Groups.AddUser(request.Caller, group, user);
        foreach (var user in before["Users"].Texts().Where(user => oldGroup != group || !users.Contains(user)))
            request.Services.Groups.RemoveUser(request.Caller, oldGroup, user);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                foreach (var user in request.Texts("Users"))
                    request.Services.Groups.RemoveUser(request.Caller, request.Text("GroupName")!, user);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }
}
