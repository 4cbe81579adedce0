using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.IdentityManagement;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::Role by the operations of IAM.</summary>
public sealed class RoleType() : ResourceType("AWS::IAM::Role", PropertySchema.Of("AWS::IAM::Role"))
{
    const int NameLimit = 64;

    public override string? NameProperty => "RoleName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("RoleName", NameLimit);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.Identities.Find(request.Account)?.Roles.Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var roles = request.Services.Roles;
        var role = roles.Create(
            request.Caller,
            new NewRole(IdentifierOf(request), request.Json("AssumeRolePolicyDocument")!)
            {
                Path = request.Text("Path") ?? "/",
                Description = request.Text("Description"),
                MaxSessionDuration = request.Number("MaxSessionDuration") ?? 3600,
                Boundary = request.Text("PermissionsBoundary"),
                Tags = request.UserTags(),
            }
        );
        try
        {
            PolicySync.Apply(roles.Policies, request, role.Name);
        }
        catch
        {
            // A role without its policies is no role of this stack: it goes before the failure is told.
            PolicySync.Clear(roles.Policies, request, role.Name);
            roles.Delete(request.Caller, role.Name);
            throw;
        }

        return Task.FromResult(
            new ResourceOutcome(role.Name, new JsonObject { ["Arn"] = role.Arn, ["RoleId"] = role.Id })
        );
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var roles = request.Services.Roles;
        var name = request.PhysicalId;
        var before = request.Existing!.Properties;
        if (!JsonValues.Same(before["AssumeRolePolicyDocument"], request.Properties["AssumeRolePolicyDocument"]))
            roles.UpdateTrust(request.Caller, name, request.Json("AssumeRolePolicyDocument")!);
        if (
            before.Text("Description") != request.Text("Description")
            || before.Text("MaxSessionDuration") != request.Text("MaxSessionDuration")
        )
            roles.Update(
                request.Caller,
                name,
                request.Text("Description") ?? "",
                request.Number("MaxSessionDuration") ?? 3600
            );
        if (before.Text("PermissionsBoundary") != request.Text("PermissionsBoundary"))
        {
            if (request.Text("PermissionsBoundary") is { } boundary)
                roles.Policies.PutBoundary(request.Caller, name, boundary);
            else
                roles.Policies.DeleteBoundary(request.Caller, name);
        }

        PolicySync.Apply(roles.Policies, request, name);
        var current = roles.Get(request.Caller, name);
        foreach (var change in TagChange.Between(current.Tags, request.UserTags()))
            roles.Tag(request.Caller, name, change);
        return Task.FromResult(
            new ResourceOutcome(name, new JsonObject { ["Arn"] = current.Arn, ["RoleId"] = current.Id })
        );
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                PolicySync.Clear(request.Services.Roles.Policies, request, request.PhysicalId);
                request.Services.Roles.Delete(request.Caller, request.PhysicalId);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }
}
