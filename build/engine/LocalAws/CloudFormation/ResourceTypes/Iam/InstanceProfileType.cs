using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.IdentityManagement;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::InstanceProfile by the operations of IAM.</summary>
public sealed class InstanceProfileType()
    : ResourceType("AWS::IAM::InstanceProfile", PropertySchema.Of("AWS::IAM::InstanceProfile"))
{
    public override string? NameProperty => "InstanceProfileName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("InstanceProfileName", 128);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Find(request, physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var profile = Profiles(request)
            .Create(request.Caller, IdentifierOf(request), request.Text("Path") ?? "/", TagChange.None);
        try
        {
            Profiles(request).AddRole(request.Caller, profile.Name, RoleOf(request));
        }
        catch
        {
            // Half a profile is none of this stack: it goes before the failure is told.
            request.Services.World.Table(IdentityTables.InstanceProfiles, request.Account, "").Remove(profile.Name);
            throw;
        }
        return Task.FromResult(Outcome(profile));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wanted = RoleOf(request);
        var present = Find(request, request.PhysicalId)?.RoleName;
        if (present is not null && present != wanted)
            Profiles(request).RemoveRole(request.Caller, request.PhysicalId, present);
        if (present != wanted)
            Profiles(request).AddRole(request.Caller, request.PhysicalId, wanted);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Outcome(Profiles(request).Get(request.Caller, request.PhysicalId)));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                if (Find(request, request.PhysicalId)?.RoleName is { } role)
                    Profiles(request).RemoveRole(request.Caller, request.PhysicalId, role);
                Profiles(request).Delete(request.Caller, request.PhysicalId);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static string RoleOf(ResourceRequest request) =>
        request.Texts("Roles") is [var name]
            ? name
            : throw new ResourceException("Exactly one role is needed in an instance profile.", "InvalidRequest");

    static InstanceProfile? Find(ResourceRequest request, string name) =>
        request.Services.World.Table(IdentityTables.InstanceProfiles, request.Account, "").Find(name);

    static ResourceOutcome Outcome(InstanceProfile profile) =>
        new(profile.Name, new JsonObject { ["Arn"] = profile.Arn });

    static InstanceProfileOperations Profiles(ResourceRequest request) => request.Services.InstanceProfiles;
}
