using Deployment;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>Words what is missing so that one paste mends one role.</summary>
static class AccessFindings
{
    const string Policy = "pipeline/src/pipeline-policy.ts";
    const string Stack = "pipeline/src/pipeline-stack.ts";

    public static IReadOnlyList<Finding> Of(PipelineAccess access)
    {
        var byRole = access.Answers.GroupBy(answer => answer.Step.Role.LogicalId, StringComparer.Ordinal).ToList();
        return [.. byRole.SelectMany(Missing), .. byRole.SelectMany(Untrusted), .. byRole.SelectMany(Denied)];
    }

    static IEnumerable<Finding> Missing(IEnumerable<AccessAnswer> answers)
    {
        var missing = answers.Where(answer => answer.Access is Access.Missing { OfTrust: false }).ToList();
        if (missing.Count == 0)
            yield break;
        var role = missing[0].Step.Role;
        yield return new Finding(
            DiagnosisCodes.MissingPermission,
            $"The pipeline would fail: {role} is not allowed {Count(missing)} that its steps will ask for",
            [
                .. Reasons(missing),
                .. NearMisses(missing),
                "The statement that is missing:",
                .. MissingStatements.Json([.. missing.Select(answer => answer.Permission)]).Split('\n'),
            ],
            IsBuildRole(missing)
                ? $"add PolicyStatement.fromJson(...) with it to pipelinePolicy in {Policy}"
                : $"add PolicyStatement.fromJson(...) with it to the role in {Stack}, next to {Policy}"
        );
    }

    static IEnumerable<Finding> Untrusted(IEnumerable<AccessAnswer> answers) =>
        answers
            .Where(answer => answer.Access is Access.Missing { OfTrust: true })
            .GroupBy(answer => (answer.Permission.Actor, answer.Permission.Resource))
            .Select(group => (Answer: group.First(), Lines: group.Select(a => $"{a.Step}: {a.Permission.Reason}")))
            .Select(group => new Finding(
                DiagnosisCodes.MissingTrust,
                $"The pipeline would fail: the trust policy of {NameOf(group.Answer)} does not let {WhoOf(group.Answer)} assume it",
                [
                    .. group.Lines.Distinct(StringComparer.Ordinal),
                    "The statement that is missing in the trust policy:",
                    .. MissingStatements.TrustJson(group.Answer.Permission, group.Answer.Step.Role.Arn).Split('\n'),
                ],
                $"let the role be assumed in {Stack}; what it may do is in {Policy}"
            ));

    static IEnumerable<Finding> Denied(IEnumerable<AccessAnswer> answers)
    {
        foreach (
            var group in answers
                .Where(answer => answer.Access is Access.Denied)
                .GroupBy(answer => ((Access.Denied)answer.Access).By.ToString(), StringComparer.Ordinal)
        )
        {
            var denied = group.ToList();
            yield return new Finding(
                DiagnosisCodes.ExplicitDeny,
                $"The pipeline would fail: {denied[0].Step.Role} is denied {Count(denied)} that its steps will ask for",
                [.. Reasons(denied), $"Denied by {group.Key}"],
                $"narrow the Deny in {Policy}: an Allow does not overrule it"
            );
        }
    }

    /// <summary>A line for each thing that is missing, with the steps that ask for it.</summary>
    static IEnumerable<string> Reasons(IReadOnlyList<AccessAnswer> answers) =>
        answers
            .GroupBy(answer => (answer.Permission.Action, answer.Permission.ResourcePattern, answer.Permission.Reason))
            .Select(group =>
                $"{Steps(group)}: {group.Key.Action} on {group.Key.ResourcePattern}, because {group.Key.Reason}"
            );

    /// <summary>The statements, by their sids, that allow such things and not these.</summary>
    static IEnumerable<string> NearMisses(IReadOnlyList<AccessAnswer> answers) =>
        answers
            .SelectMany(answer =>
                ((Access.Missing)answer.Access).Near.Select(near => near.Tell(answer.Permission.Action))
            )
            .Distinct(StringComparer.Ordinal);

    static string Steps(IEnumerable<AccessAnswer> answers) =>
        string.Join(", ", answers.Select(answer => answer.Step.ToString()).Distinct(StringComparer.Ordinal));

    static string Count(IReadOnlyList<AccessAnswer> answers)
    {
        var count = answers.DistinctBy(answer => (answer.Permission.Action, answer.Permission.Resource)).Count();
        return count == 1 ? "one thing" : $"{count} things";
    }

    static string NameOf(AccessAnswer answer) =>
        answer.Permission.Resource == answer.Step.Role.Arn ? answer.Step.Role.ToString() : answer.Permission.Resource;

    static string WhoOf(AccessAnswer answer) =>
        answer.Permission.Actor is Actor.Service service ? service.Name : answer.Step.Role.ToString();

    /// <summary>Synthesis and releases run as the role that pipeline-policy.ts is the policy of.</summary>
    static bool IsBuildRole(IReadOnlyList<AccessAnswer> answers) =>
        answers.Any(answer => answer.Step.Kind is StepKind.Synthesis or StepKind.Release);
}
