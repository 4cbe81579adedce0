using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::Policy: an inline policy of the roles, users and groups that it names.</summary>
public sealed class PolicyType() : ResourceType("AWS::IAM::Policy", PropertySchema.Of("AWS::IAM::Policy"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Texts("Roles").Count + request.Texts("Users").Count + request.Texts("Groups").Count == 0)
            throw new ResourceException("At least one of [Groups,Roles,Users] must be non-empty.", "InvalidRequest");
        Put(request, request.Properties);
        return Task.FromResult(
            new ResourceOutcome(request.MadeUpName(32), new JsonObject { ["Id"] = request.Text("PolicyName") })
        );
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request, request.Properties);
        var before = request.Existing!.Properties;
        var name = request.Text("PolicyName")!;
        foreach (var role in before["Roles"].Texts().Except(request.Texts("Roles")))
            request.Services.Roles.Policies.DeleteInline(request.Caller, role, name);
        foreach (var user in before["Users"].Texts().Except(request.Texts("Users")))
            request.Services.Users.Policies.DeleteInline(request.Caller, user, name);
        foreach (var group in before["Groups"].Texts().Except(request.Texts("Groups")))
            request.Services.Groups.Policies.DeleteInline(request.Caller, group, name);
        return Task.FromResult(new ResourceOutcome(request.PhysicalId, new JsonObject { ["Id"] = name }));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.Text("PolicyName")!;
        NotFound.Translate(
            () =>
            {
                foreach (var role in request.Texts("Roles"))
                    request.Services.Roles.Policies.DeleteInline(request.Caller, role, name);
                foreach (var user in request.Texts("Users"))
                    request.Services.Users.Policies.DeleteInline(request.Caller, user, name);
                foreach (var group in request.Texts("Groups"))
                    request.Services.Groups.Policies.DeleteInline(request.Caller, group, name);
            },
            Name,
            name
        );
        return Task.CompletedTask;
    }

    static void Put(ResourceRequest request, JsonObject properties)
    {
        var name = properties.Text("PolicyName")!;
        var document = request.Json("PolicyDocument")!;
        foreach (var role in request.Texts("Roles"))
            request.Services.Roles.Policies.PutInline(request.Caller, role, name, document);
        foreach (var user in request.Texts("Users"))
            request.Services.Users.Policies.PutInline(request.Caller, user, name, document);
        foreach (var group in request.Texts("Groups"))
            request.Services.Groups.Policies.PutInline(request.Caller, group, name, document);
    }
}
