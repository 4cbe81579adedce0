using Deployment;

namespace Diagnosis.Checks;

/// <summary>All that was checked.</summary>
public sealed record DiagnosisReport(IReadOnlyList<CheckResult> Checks)
{
    public bool HasFailures => Checks.Any(check => check.Status == CheckStatus.Failure);

    /// <summary>Each finding once, in the order of the checks.</summary>
    public IReadOnlyList<Finding> Findings =>
        [
            .. Checks
                .SelectMany(check => check.Findings)
                .DistinctBy(finding => (finding.Code, finding.What, finding.Next)),
        ];

    public int CountOf(CheckStatus status) => Checks.Count(check => check.Status == status);
}
