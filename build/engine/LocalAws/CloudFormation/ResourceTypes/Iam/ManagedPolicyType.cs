using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.IdentityManagement;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::ManagedPolicy; every change of the document is a new version, and the one before it goes.</summary>
public sealed class ManagedPolicyType()
    : ResourceType("AWS::IAM::ManagedPolicy", PropertySchema.Of("AWS::IAM::ManagedPolicy"))
{
    public override string? NameProperty => "ManagedPolicyName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return $"arn:{request.Partition}:iam::{request.Account}:policy{request.Text("Path") ?? "/"}{NameOf(request)}";
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.Identities.Find(request.Account)?.Policies.Find(physicalId) is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var policy = request.Services.Policies.Create(
            request.Caller,
            NameOf(request),
            request.Text("Path") ?? "/",
            request.Json("PolicyDocument")!,
            request.Text("Description"),
            new Dictionary<string, string>()
        );
        Attach(request, policy.Arn, new JsonObject());
        return Task.FromResult(new ResourceOutcome(policy.Arn, Attributes(policy)));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = request.PhysicalId;
        var policies = request.Services.Policies;
        var before = request.Existing!.Properties;
        if (!JsonValues.Same(before["PolicyDocument"], request.Properties["PolicyDocument"]))
        {
            policies.CreateVersion(request.Caller, arn, request.Json("PolicyDocument")!, setAsDefault: true);
            foreach (var version in policies.ListVersions(request.Caller, arn).Where(v => !v.IsDefault).ToList())
                policies.DeleteVersion(request.Caller, arn, version.Id);
        }

        Attach(request, arn, before);
        return Task.FromResult(new ResourceOutcome(arn, Attributes(policies.Get(request.Caller, arn))));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
            {
                foreach (var role in request.Texts("Roles"))
                    request.Services.Roles.Policies.Detach(request.Caller, role, request.PhysicalId);
                foreach (var user in request.Texts("Users"))
                    request.Services.Users.Policies.Detach(request.Caller, user, request.PhysicalId);
                foreach (var group in request.Texts("Groups"))
                    request.Services.Groups.Policies.Detach(request.Caller, group, request.PhysicalId);
                request.Services.Policies.Delete(request.Caller, request.PhysicalId);
            },
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static string NameOf(ResourceRequest request) => request.NameFrom("ManagedPolicyName", 128);

    static void Attach(ResourceRequest request, string arn, JsonObject before)
    {
        var services = request.Services;
        Attach(request, arn, "Roles", before, services.Roles.Policies);
        Attach(request, arn, "Users", before, services.Users.Policies);
        Attach(request, arn, "Groups", before, services.Groups.Policies);
    }

    static void Attach<T>(
        ResourceRequest request,
        string arn,
        string property,
        JsonObject before,
        PolicyAttachments<T> policies
    )
        where T : class
    {
        var had = before[property].Texts().ToList();
        foreach (var name in request.Texts(property).Except(had))
            policies.Attach(request.Caller, name, arn);
        foreach (var name in had.Except(request.Texts(property)))
            policies.Detach(request.Caller, name, arn);
    }

    static JsonObject Attributes(Identities.ManagedPolicy policy) =>
        new()
        {
            ["PolicyArn"] = policy.Arn,
            ["PolicyId"] = policy.Id,
            ["DefaultVersionId"] = policy.Default.Id,
            ["IsAttachable"] = "true",
            ["CreateDate"] = Time(policy.Created),
            ["UpdateDate"] = Time(policy.Updated),
        };

    static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
