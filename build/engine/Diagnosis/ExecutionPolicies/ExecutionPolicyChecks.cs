using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Environments;
using Diagnosis.Roles;

namespace Diagnosis.ExecutionPolicies;

/// <summary>Whether the policies that bootstrapping has made of the Cloud Assemblies still allow what these need.</summary>
/// <param name="bootstrap">How the check of the bootstrap stack ended, which brings the role.</param>
sealed class ExecutionPolicyChecks(PreparedEnvironment prepared, CheckResult bootstrap, string qualifier)
{
    const string Name = "execution policies";

    /// <summary>Null where the settings name the policies.</summary>
    /// <param name="stacks">Those that are to be deployed.</param>
    public async Task<CheckResult?> RunAsync(IReadOnlyList<PlannedStack> stacks, CancellationToken cancellationToken)
    {
        var environment = prepared.Environment;
        if (environment.LeastPrivilegeRole is not { } role)
            return null;
        if (bootstrap.Status == CheckStatus.Failure)
            return CheckResult.Unknown(environment.Name, Name, $"not checked until this is fixed: {bootstrap.Detail}");
        var reading = await new RoleReader(prepared.Account).ReadAsync(role, cancellationToken);
        if (reading is ReadResult<RoleDescription>.Unknown(var why))
            return CheckResult.Unknown(environment.Name, Name, why);
        if (reading is not ReadResult<RoleDescription>.Found(var found))
            return CheckResult.Unknown(environment.Name, Name, $"there is no role {role}");
        try
        {
            var needed = await ExecutionPolicy.OfAsync(
                environment.Target,
                role,
                stacks,
                [],
                [],
                qualifier,
                cancellationToken
            );
            var missing = PolicyCoverage.Missing(needed, found.Policies);
            return
                PolicyCoverage.Finding(environment.Target, environment.Name, missing, environment.BootstrapCommand)
                    is { } finding
                ? CheckResult.Failure(environment.Name, Name, finding)
                : CheckResult.Ok(
                    environment.Name,
                    Name,
                    $"{needed.Documents.Sum(document => document.Statements.Count)} statements allowed"
                );
        }
        catch (BuildException exception)
        {
            return CheckResult.Failure(environment.Name, Name, exception.Findings);
        }
    }
}
