using Deployment;
using Diagnosis;
using Diagnosis.Requirements;
using Steps;

namespace Releases.Diagnoses;

/// <summary>Says of a role that a run was refused what the doctor says of it: the cause, and what helps against that.</summary>
static class RefusedRoles
{
    /// <summary>The report with the doctor's findings in the place of those that only say that a role was not assumed.</summary>
    public static async Task<DeploymentReport> ExplainAsync(ReleaseContext context, DeploymentReport report)
    {
        if (await FindCausesAsync(context, report.Findings) is not { Count: > 0 } causes)
            return report;
        return report with
        {
            Stacks =
            [
                .. report.Stacks.Select(stack =>
                    stack is StackResult.Failed failed
                        ? failed with
                        {
                            Findings = Replace(failed.Findings, causes),
                        }
                        : stack
                ),
            ],
            Assets = [.. report.Assets.Select(asset => asset with { Findings = Replace(asset.Findings, causes) })],
        };
    }

    /// <inheritdoc cref="ExplainAsync(ReleaseContext, DeploymentReport)"/>
    public static async Task<IReadOnlyList<Finding>> ExplainAsync(
        ReleaseContext context,
        IReadOnlyList<Finding> findings
    ) => Replace(findings, await FindCausesAsync(context, findings));

    /// <summary>What the doctor finds of each refused role, by its ARN.</summary>
    static async Task<IReadOnlyDictionary<string, Finding>> FindCausesAsync(
        ReleaseContext context,
        IEnumerable<Finding> findings
    )
    {
        var roles = findings.Where(IsRefusal).Select(finding => finding.Role!).ToHashSet(StringComparer.Ordinal);
        if (roles.Count == 0 || context.Cancellation.IsCancellationRequested)
            return new Dictionary<string, Finding>();
        var options = DoctorInput.Of(context);
        var doctor = new Doctor(
            options with
            {
                RolesOnly = true,
                Environments = [.. options.Environments.Where(environment => Concerns(environment, roles))],
            }
        );
        var report = await doctor.RunAsync(context.Cancellation);
        return report
            .Checks.SelectMany(check => check.Findings)
            .Where(finding => finding.Role is { } role && roles.Contains(role) && !IsRefusal(finding))
            .DistinctBy(finding => finding.Role)
            .ToDictionary(finding => finding.Role!, StringComparer.Ordinal);
    }

    static bool IsRefusal(Finding finding) => finding.Code == FindingCodes.AssumeRoleFailed && finding.Role is not null;

    static bool Concerns(DiagnosedEnvironment environment, HashSet<string> roles) =>
        roles.Any(role => Iam.Arns.AccountOf(role) == environment.Target.Account)
        || environment.Chains.Any(chain => chain.Chain.Links.Any(link => roles.Contains(link.RoleArn)));

    /// <summary>AWS's words of the refusal stay where the cause has none.</summary>
    static IReadOnlyList<Finding> Replace(
        IReadOnlyList<Finding> findings,
        IReadOnlyDictionary<string, Finding> causes
    ) =>
        [
            .. findings.Select(finding =>
                IsRefusal(finding) && causes.TryGetValue(finding.Role!, out var cause)
                    ? cause with
                    {
                        Why = [.. cause.Why.Union(finding.Why)],
                    }
                    : finding
            ),
        ];
}
