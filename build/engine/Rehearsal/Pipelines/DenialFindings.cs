using System.Text.Json.Nodes;
using Deployment;
using Deployment.Credentials;
using Diagnosis;
using Diagnosis.Pipelines;
using Iam;
using LocalAws.Identities;

namespace Rehearsal.Pipelines;

/// <summary>Words what IAM denied in a rehearsal: which statement of which role is missing, ready to be pasted.</summary>
static class DenialFindings
{
    /// <summary>A finding for each role and action, whatever the number of resources and tries.</summary>
    public static IReadOnlyList<Finding> Of(IEnumerable<AccessDecision> denied) =>
        [
            .. denied
                .GroupBy(decision => (decision.Principal, decision.Action, Kind: KindOf(decision)))
                .Select(group => Of([.. group.DistinctBy(decision => decision.Resource)])),
        ];

    static PolicyKind? KindOf(AccessDecision decision) => decision.Missing is [var first, ..] ? first.Kind : null;

    static Finding Of(IReadOnlyList<AccessDecision> denied)
    {
        var (principal, action) = (denied[0].Principal, denied[0].Action);
        var summary =
            $"{principal} may not {action} on {string.Join(", ", denied.Select(decision => decision.Resource))}";
        if (denied[0].DeniedBy is { } by)
            return new(
                DiagnosisCodes.ExplicitDeny,
                summary,
                [$"Denied by {by}"],
                $"narrow the Deny, an Allow does not overrule it; {WhereIs(by.Policy.Kind, principal)}"
            );
        var missing = denied[0].Missing[0];
        return new(
            missing.Kind == PolicyKind.RoleTrust ? DiagnosisCodes.MissingTrust : DiagnosisCodes.MissingPermission,
            summary,
            [
                denied[0].Message,
                .. NearMisses(denied),
                $"The statement that is missing in the {PolicyKinds.Describe(missing.Kind)}:",
                .. Statement([.. denied.Select(decision => decision.Missing[0])]).Split('\n'),
            ],
            $"add it: {WhereIs(missing.Kind, principal)}"
        );
    }

    /// <summary>The statements by their sids that allow the action, but not this.</summary>
    static IEnumerable<string> NearMisses(IReadOnlyList<AccessDecision> denied)
    {
        var near = denied
            .SelectMany(decision => decision.NearMisses)
            .Where(miss => miss.Statement.Policy.Kind == denied[0].Missing[0].Kind)
            .DistinctBy(miss => $"{miss.Statement}")
            .ToList();
        return near.Count == 0
            ? [$"No statement allows {denied[0].Action}"]
            : near.Select(miss => miss.Tell(denied[0].Action));
    }

    /// <summary>One statement for all the resources.</summary>
    static string Statement(IReadOnlyList<MissingAllow> missing)
    {
        var statements = missing.Select(one => JsonNode.Parse(one.Statement)!.AsObject()).ToList();
        var resources = statements
            .Select(statement => statement["Resource"])
            .OfType<JsonValue>()
            .Select(resource => resource.GetValue<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (resources.Count > 1)
            statements[0]["Resource"] = new JsonArray([.. resources.Select(resource => (JsonNode)resource)]);
        return statements[0].ToJsonString(UnescapedJson.Indented);
    }

    /// <summary>Where the policy is written down.</summary>
    static string WhereIs(PolicyKind kind, string principal) =>
        (kind, Name: principal[(principal.LastIndexOf('/') + 1)..]) switch
        {
            (PolicyKind.Identity, var name) when name.StartsWith("pipeline-BuildRole", StringComparison.Ordinal) =>
                "pipelinePolicy in pipeline/src/pipeline-policy.ts",
            (PolicyKind.Identity, var name) when name.StartsWith("pipeline-", StringComparison.Ordinal) =>
                "the role's policy in pipeline/src/pipeline-stack.ts",
            (PolicyKind.RoleTrust or PolicyKind.Identity, _) =>
                $"bootstrap in build/settings.json, then {new Deployment.NextActions.BuildCommand("Rehearse").In(AwsEndpoint.Aws)}",
            (PolicyKind.ServiceControl, _) =>
                "localAws.serviceControlPolicies in build/settings.json, and your organization's policy that it stands for",
            _ => $"the {PolicyKinds.Describe(kind)}, which is not of this repository",
        };
}
