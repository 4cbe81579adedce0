using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Bootstraps;
using Diagnosis.Checks;
using Diagnosis.ExecutionPolicies;
using Diagnosis.Permissions;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Diagnosis.Secrets;
using Diagnosis.Stacks;
using Diagnosis.Staging;

namespace Diagnosis.Environments;

/// <summary>All checks of one environment.</summary>
sealed class EnvironmentChecks(
    PreparedEnvironment prepared,
    DeploymentRequirements requirements,
    IReadOnlyList<PlannedStack> stacks,
    IReadOnlyList<SecretReference> secrets,
    DoctorOptions options,
    SessionTree tree
)
{
    DiagnosedEnvironment Environment => prepared.Environment;

    /// <param name="readerOf">Reads another account of the settings; null where there is no way into it.</param>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(
        Func<string, AccountReader?> readerOf,
        CancellationToken cancellationToken
    )
    {
        var bootstrap = new BootstrapChecks(Environment, options.Qualifier, RequiredVersion(), options.Endpoint).Check(
            prepared.Bootstrap
        );
        var roles = new RoleChecks(prepared, bootstrap, requirements, tree);
        var policies = new ExecutionPolicyChecks(prepared, bootstrap, options.Qualifier);
        var ways = Task.WhenAll(
            roles.CheckChainsAsync(readerOf, cancellationToken),
            Task.FromResult<IReadOnlyList<CheckResult>>([bootstrap]),
            roles.CheckRolesAsync(cancellationToken)
        );
        if (options.RolesOnly)
            return [.. (await ways).SelectMany(group => group)];
        var kept = await policies.RunAsync(stacks, cancellationToken);
        var permissions = new PermissionChecks(prepared, bootstrap, kept, requirements);
        var groups = await Task.WhenAll(
            CheckStagingAsync(bootstrap, cancellationToken),
            permissions.RunAsync(cancellationToken),
            CheckSecretsAsync(cancellationToken),
            new StackChecks(Environment, prepared.Account).RunAsync(stacks, cancellationToken)
        );
        return
        [
            .. (await ways).Concat(groups).SelectMany(group => group),
            .. kept is null ? (CheckResult[])[] : [kept],
        ];
    }

    int RequiredVersion() =>
        stacks
            .SelectMany(stack =>
                stack.Artifact.AssetManifests.Select(manifest => manifest.Bootstrap).Append(stack.Artifact.Bootstrap)
            )
            .Select(requirement => requirement?.Version ?? 0)
            .DefaultIfEmpty(0)
            .Max();

    async Task<IReadOnlyList<CheckResult>> CheckStagingAsync(CheckResult bootstrap, CancellationToken cancellationToken)
    {
        if (
            prepared.Bootstrap is ReadResult<BootstrapFacts>.Missing
            || bootstrap.Findings is [{ Code.Name: nameof(DiagnosisCodes.WrongQualifier) }]
        )
            return
            [
                CheckResult.Unknown(
                    Environment.Name,
                    "staging bucket",
                    $"comes with the bootstrap stack: {bootstrap.Detail}"
                ),
                CheckResult.Unknown(
                    Environment.Name,
                    "container repository",
                    $"comes with the bootstrap stack: {bootstrap.Detail}"
                ),
            ];
        var staging = new StagingChecks(Environment, prepared.Account);
        return await Task.WhenAll(
            staging.CheckBucketAsync(prepared.BucketName, prepared.Staging, cancellationToken),
            staging.CheckRepositoryAsync(prepared.RepositoryName, cancellationToken)
        );
    }

    async Task<IReadOnlyList<CheckResult>> CheckSecretsAsync(CancellationToken cancellationToken)
    {
        var checks = new SecretChecks(Environment, prepared.Account, prepared.Keys);
        return await Task.WhenAll(secrets.Select(CheckAsync));

        async Task<CheckResult> CheckAsync(SecretReference secret)
        {
            var arn = secret.Stack.Artifact.CloudFormationExecutionRoleArn is { } written
                ? secret.Stack.Environment.Placeholders.Apply(written)
                : secret.Stack.RoleArn;
            var role = arn is null ? null : await new RoleReader(prepared.Account).ReadAsync(arn, cancellationToken);
            var execution = role is ReadResult<RoleDescription>.Found(var found) ? found : null;
            return await checks.RunAsync(secret, execution, cancellationToken);
        }
    }
}
