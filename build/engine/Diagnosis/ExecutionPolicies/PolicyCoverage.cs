using Deployment;
using Deployment.Assemblies;
using Iam;

namespace Diagnosis.ExecutionPolicies;

/// <summary>Whether the policies that an execution role has still allow what the Cloud Assemblies need.</summary>
public static class PolicyCoverage
{
    const int MostNamed = 20;

    /// <summary>What the policies do not allow, on each resource as the needed policy names it.</summary>
    /// <param name="needed">What the role has to be allowed.</param>
    /// <param name="documents">The documents of the policies that it has, as JSON; one that IAM would not take allows nothing.</param>
    public static IReadOnlyList<MissingNeed> Missing(ExecutionPolicy needed, IEnumerable<string> documents)
    {
        ArgumentNullException.ThrowIfNull(needed);
        ArgumentNullException.ThrowIfNull(documents);
        return Missing(needed, [.. documents.Select(Parse).OfType<Policy>()]);
    }

    internal static IReadOnlyList<MissingNeed> Missing(ExecutionPolicy needed, IReadOnlyList<Policy> identity)
    {
        var policies = new Policies { Identity = identity };
        var role = Principal.RoleSession(
            needed.Role ?? $"arn:{needed.Environment.Partition}:iam::{needed.Environment.Account}:role/deployer",
            "AROA",
            "CloudFormation"
        );
        return
        [
            .. needed
                .Documents.SelectMany(document => document.Statements)
                .SelectMany(statement =>
                    statement.Actions.SelectMany(action =>
                        statement
                            .Resources.Where(resource => !Allows(action, resource, statement.Condition))
                            .Select(resource => new MissingNeed(action, resource, statement.For))
                    )
                ),
        ];

        bool Allows(string action, string resource, NeedCondition? condition) =>
            (condition?.Values ?? [""]).All(value =>
            {
                var request = new AccessRequest(role, action, resource)
                {
                    // What is another account's decides its policy: here the role's own side is asked about.
                    ResourceAccount = needed.Environment.Account,
                    Context = condition is null
                        ? RequestContext.Empty
                        : RequestContext.Empty.With(condition.Key, value),
                };
                // What a key's own policy has to allow besides is no concern of the role's.
                return PolicyEvaluator.Evaluate(request, policies) switch
                {
                    Decision.ImplicitDeny denied => denied.Missing.All(one => one.Kind != PolicyKind.Identity),
                    var decision => decision.IsAllowed,
                };
            });
    }

    /// <summary>What is said of it; null where nothing is missing.</summary>
    /// <param name="next">The command that bootstraps the environment.</param>
    public static Finding? Finding(
        TargetEnvironment environment,
        string name,
        IReadOnlyList<MissingNeed> missing,
        string next
    )
    {
        ArgumentNullException.ThrowIfNull(missing);
        if (missing.Count == 0)
            return null;
        var lines = missing
            .GroupBy(need => need.Resource)
            .Select(group =>
                $"{string.Join(", ", group.Select(need => need.Action).Distinct())} on {group.Key}, for {Name(group.First())}"
            )
            .ToList();
        return new(
            DiagnosisCodes.ExecutionPolicyOutgrown,
            $"The Cloud Assemblies have outgrown the execution policies of {name} ({environment}): CloudFormation is not allowed "
                + $"{string.Join(", ", missing.Select(need => need.Action).Distinct().Take(5))}"
                + (missing.Select(need => need.Action).Distinct().Skip(5).Any() ? ", ..." : ""),
            lines.Count <= MostNamed ? lines : [.. lines.Take(MostNamed), $"and {lines.Count - MostNamed} more"],
            next
        );
    }

    static string Name(MissingNeed need) =>
        need.For is [var first, ..]
            ? $"{(first.LogicalId.Length == 0 ? first.Stack : $"{first.Stack}/{first.LogicalId}")} ({first.ResourceType})"
            : "every stack";

    static Policy? Parse(string document, int number)
    {
        try
        {
            return Policy.Parse($"policy-{number + 1}", PolicyKind.Identity, document);
        }
        catch (PolicyDocumentException)
        {
            return null;
        }
    }
}

/// <summary>Something that CloudFormation needs and is not allowed.</summary>
/// <param name="For">The resources of templates that need it.</param>
public sealed record MissingNeed(string Action, string Resource, IReadOnlyList<NeededFor> For);
