using Deployment;

namespace Diagnosis.Checks;

/// <summary>What a check found.</summary>
/// <param name="Scope">What it is about: an environment's name, "machine" or "caller".</param>
/// <param name="Name">What was checked: "deploy role", "bootstrap stack" ...</param>
/// <param name="Detail">One line: what is there, or why it is not known.</param>
/// <param name="Findings">What is wrong, each with its next action; none where all is well.</param>
public sealed record CheckResult(
    string Scope,
    string Name,
    CheckStatus Status,
    string Detail,
    IReadOnlyList<Finding> Findings
)
{
    public static CheckResult Ok(string scope, string name, string detail) =>
        new(scope, name, CheckStatus.Ok, detail, []);

    public static CheckResult Unknown(string scope, string name, string why) =>
        new(scope, name, CheckStatus.Unknown, why, []);

    /// <summary>Not known, and what makes it known.</summary>
    public static CheckResult Unknown(string scope, string name, Finding finding) =>
        new(scope, name, CheckStatus.Unknown, finding.What, [finding]);

    public static CheckResult Warning(string scope, string name, Finding finding) =>
        new(scope, name, CheckStatus.Warning, finding.What, [finding]);

    public static CheckResult Failure(string scope, string name, params IReadOnlyList<Finding> findings) =>
        new(scope, name, CheckStatus.Failure, string.Join("; ", findings.Select(f => f.What)), findings);
}
