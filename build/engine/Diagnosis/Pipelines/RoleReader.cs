using System.Text.Json.Nodes;
using Diagnosis.Templates;
using Iam;
using Iam.ManagedPolicies;

namespace Diagnosis.Pipelines;

/// <summary>Reads the roles of a template with every policy that the template attaches to them.</summary>
sealed class RoleReader(TemplateValues values)
{
    const string PolicyDocumentProperty = "PolicyDocument";

    /// <summary>The roles by their ARNs.</summary>
    public IReadOnlyDictionary<string, PipelineRole> Read() =>
        values
            .Resources.Where(resource => resource.Type == "AWS::IAM::Role")
            .Select(ReadRole)
            .ToDictionary(role => role.Arn, StringComparer.Ordinal);

    PipelineRole ReadRole(TemplateResource role)
    {
        var reference = new JsonObject { ["Ref"] = role.LogicalId };
        var name = values.Text(reference)!;
        var arn = values.Text(new JsonObject { ["Fn::GetAtt"] = new JsonArray(role.LogicalId, "Arn") })!;
        return new(
            role.LogicalId,
            role.ConstructPath,
            arn,
            Parse(role.LogicalId, PolicyKind.RoleTrust, role.Properties["AssumeRolePolicyDocument"]),
            [.. Inline(role), .. Attached(name), .. Managed(role)],
            values.Text(role.Properties["PermissionsBoundary"]) is { } boundary
                ? ByArn(boundary, PolicyKind.Boundary)
                : null
        );
    }

    IEnumerable<UncertainPolicy> Inline(TemplateResource role) =>
        Items(role.Properties["Policies"])
            .Select(policy =>
                Parse(
                    values.Text(policy["PolicyName"]) ?? role.LogicalId,
                    PolicyKind.Identity,
                    policy[PolicyDocumentProperty]
                )
            );

    /// <summary>Policies that name the role among theirs.</summary>
    IEnumerable<UncertainPolicy> Attached(string roleName) =>
        values
            .Resources.Where(resource =>
                resource.Type is "AWS::IAM::Policy" or "AWS::IAM::ManagedPolicy" or "AWS::IAM::RolePolicy"
                && (
                    Texts(resource.Properties["Roles"]).Contains(roleName)
                    || values.Text(resource.Properties["RoleName"]) == roleName
                )
            )
            .Select(resource =>
                Parse(resource.LogicalId, PolicyKind.Identity, resource.Properties[PolicyDocumentProperty])
            );

    IEnumerable<UncertainPolicy> Managed(TemplateResource role) =>
        Texts(role.Properties["ManagedPolicyArns"]).Select(arn => ByArn(arn, PolicyKind.Identity));

    /// <summary>A managed policy of the template or of AWS; what others hold is not known here.</summary>
    UncertainPolicy ByArn(string arn, PolicyKind kind)
    {
        var own = values.Resources.FirstOrDefault(resource =>
            resource.Type == "AWS::IAM::ManagedPolicy"
            && values.Text(new JsonObject { ["Ref"] = resource.LogicalId }) == arn
        );
        if (own is not null)
            return Parse(own.LogicalId, kind, own.Properties[PolicyDocumentProperty]);
        return ManagedPolicyCatalog.Find(arn) is { } known
            ? Certain(new Policy(known.Name, kind, known.Document))
            : UncertainPolicy.Opaque(arn, kind);
    }

    static UncertainPolicy Certain(Policy policy) => new(policy, policy);

    UncertainPolicy Parse(string name, PolicyKind kind, JsonNode? document) =>
        UncertainPolicy.Parse(name, kind, values.Resolve(document) as JsonObject ?? []);

    static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray)?.Select(values.Text).OfType<string>() ?? [];
}
