using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Policies;

/// <summary>Makes the role of a function or state machine of what its property Policies has.</summary>
static class RoleBuilder
{
    enum Kind
    {
        Managed,
        Document,
        Unknown,
    }

    /// <param name="source">Whose role it is.</param>
    /// <param name="transformation">The template.</param>
    /// <param name="trust">Who may assume it.</param>
    /// <param name="policies">The property, templates expanded.</param>
    /// <param name="managed">Managed policies that it has besides.</param>
    /// <param name="inline">Inline policies that it has besides.</param>
    /// <param name="tags">Its tags.</param>
    public static GeneratedResource Build(
        SourceResource source,
        Transformation transformation,
        JsonObject trust,
        JsonNode? policies,
        IEnumerable<string> managed,
        IEnumerable<JsonNode?> inline,
        JsonNode tags
    )
    {
        var role = new GeneratedResource($"{source.LogicalId}Role", "AWS::IAM::Role", source.PassedAttributes);
        var arns = TextsOf(managed);
        var documents = ListOf(inline);
        foreach (var (index, policy) in policies.AsList().Index())
        {
            switch (KindOf(policy))
            {
                case Kind.Document:
                    var name = $"{role.LogicalId}Policy{index.Written()}";
                    documents.Add(Branched(policy, one => PolicyDocuments.Named(name, one!.Own()!), _ => true).Own());
                    break;
                case Kind.Managed:
                    var arn = Branched(
                        policy,
                        one => transformation.PolicyArn(one.Text()!),
                        one => one.Text() is not null
                    );
                    if (!arns.Any(other => Same(other, arn)))
                        arns.Add(arn.Own());
                    break;
                default:
                    throw source.Error($"Policy at index {index.Written()} in the 'Policies' property is not valid");
            }
        }
        return role.With(
            ("AssumeRolePolicyDocument", trust),
            ("ManagedPolicyArns", arns),
            ("Path", source["RolePath"]),
            ("Policies", documents.Count > 0 ? documents : null),
            ("PermissionsBoundary", source["PermissionsBoundary"]),
            ("Tags", tags)
        );
    }

    /// <summary>Converts the value, or both branches of an Fn::If, where it may be converted.</summary>
    static JsonNode? Branched(JsonNode? policy, Func<JsonNode?, JsonNode?> convert, Predicate<JsonNode?> may)
    {
        if (policy.BranchesOf() is { } branches)
            return Calls.If(branches[0], Converted(branches[1]), Converted(branches[2]));
        return Converted(policy);

        JsonNode? Converted(JsonNode? one) => !one.IsNoValue() && may(one) ? convert(one) : one;
    }

    static Kind KindOf(JsonNode? policy)
    {
        if (policy.Text() is not null)
            return Kind.Managed;
        if (policy.IsIf())
        {
            if (policy.BranchesOf() is not { } branches)
                throw SpecificationException.Template("Fn::If requires 3 arguments");
            var (yes, no) = (KindOf(branches[1]), KindOf(branches[2]));
            if (yes == no || branches[2].IsNoValue())
                return yes;
            return branches[1].IsNoValue()
                ? no
                : throw SpecificationException.Template(
                    "Different policy types within the same Fn::If statement is unsupported. Separate different policy types into different Fn::If statements"
                );
        }
        if (policy.IsCall())
            return Kind.Managed;
        return policy is JsonObject map && map.ContainsKey("Statement") ? Kind.Document : Kind.Unknown;
    }
}
