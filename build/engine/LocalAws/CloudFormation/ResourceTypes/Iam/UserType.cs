using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::User by the operations of IAM; without console passwords.</summary>
public sealed class UserType() : ResourceType("AWS::IAM::User", PropertySchema.Of("AWS::IAM::User"))
{
    public override string? NameProperty => "UserName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("UserName", 64);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.Identities.Find(request.Account)?.Users.Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var user = request.Services.Users.Create(
            request.Caller,
            IdentifierOf(request),
            request.Text("Path") ?? "/",
            request.Text("PermissionsBoundary"),
            request.UserTags()
        );
        PolicySync.Apply(request.Services.Users.Policies, request, user.Name);
        foreach (var group in request.Texts("Groups"))
            request.Services.Groups.AddUser(request.Caller, group, user.Name);
        return Task.FromResult(new ResourceOutcome(user.Name, new JsonObject { ["Arn"] = user.Arn }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var user = request.Services.Users.Move(request.Caller, request.PhysicalId, request.Text("Path") ?? "/");
        var policies = request.Services.Users.Policies;
        if (request.Text("PermissionsBoundary") is { } boundary)
            policies.PutBoundary(request.Caller, request.PhysicalId, boundary);
        else if (request.Existing!.Properties.ContainsKey("PermissionsBoundary"))
            policies.DeleteBoundary(request.Caller, request.PhysicalId);
        PolicySync.Apply(policies, request, request.PhysicalId);
        var before = request.Existing!.Properties["Groups"].Texts().ToList();
        foreach (var group in request.Texts("Groups").Except(before))
            request.Services.Groups.AddUser(request.Caller, group, request.PhysicalId);
        foreach (var group in before.Except(request.Texts("Groups")))
            request.Services.Groups.RemoveUser(request.Caller, group, request.PhysicalId);
        foreach (var change in TagChange.Between(user.Tags, request.UserTags()))
            request.Services.Users.Tag(request.Caller, request.PhysicalId, change);
        return Task.FromResult(new ResourceOutcome(user.Name, new JsonObject { ["Arn"] = user.Arn }));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                foreach (var group in request.Texts("Groups"))
                    request.Services.Groups.RemoveUser(request.Caller, group, request.PhysicalId);
                PolicySync.Clear(request.Services.Users.Policies, request, request.PhysicalId);
                request.Services.Users.Delete(request.Caller, request.PhysicalId);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }
}
