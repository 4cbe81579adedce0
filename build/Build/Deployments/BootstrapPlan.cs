using Build.Settings;
using Deployment.Assemblies;
using Deployment.Bootstrapping;

namespace Build.Deployments;

/// <summary>What bootstrapping an environment consists of, by the settings.</summary>
/// <param name="ReadOnlyRole">Null where the settings ask for none, or where another chosen environment of the same account brings it.</param>
sealed record BootstrapPlan(EnvironmentSettings Environment, BootstrapOptions Toolkit, ReadOnlyRolePlan? ReadOnlyRole)
{
    const string Administrator = ":iam::aws:policy/AdministratorAccess";

    public TargetEnvironment Target => TargetOf(Environment);

    /// <summary>Whether CloudFormation may do anything at all in the environment.</summary>
    public bool AllowsEverything =>
        Toolkit.ExecutionPolicies!.Any(policy => policy.EndsWith(Administrator, StringComparison.Ordinal))
        && Toolkit.PermissionsBoundary is null;

    /// <param name="onlyOutdated">Leave what is bootstrapped alone, whatever its parameters.</param>
    public static IReadOnlyList<BootstrapPlan> Of(
        BuildSettings settings,
        IReadOnlyList<EnvironmentSettings> environments,
        bool onlyOutdated
    )
    {
        var planned = new HashSet<string>(StringComparer.Ordinal);
        return [.. environments.Select(Plan)];

        BootstrapPlan Plan(EnvironmentSettings environment)
        {
            var toolkit = ToolkitOf(settings, environment) with { OnlyOutdated = onlyOutdated };
            var role = ReadOnlyRoleOf(settings, environment, onlyOutdated);
            return new(environment, toolkit, role is not null && planned.Add(role.Options.Arn) ? role : null);
        }
    }

    /// <summary>A role is the account's, not the region's: its stack is where the first environment is that has it.</summary>
    static ReadOnlyRolePlan? ReadOnlyRoleOf(BuildSettings settings, EnvironmentSettings environment, bool onlyOutdated)
    {
        var own = environment.Bootstrap.Over(settings.Bootstrap);
        if (own.ReadOnlyRole != true)
            return null;
        var arn = ArnIn(environment);
        var home = settings.AllEnvironments.First(e =>
            e.Bootstrap.Over(settings.Bootstrap).ReadOnlyRole == true && ArnIn(e) == arn
        );
        var policies = Fill(own.ReadOnlyPolicies ?? [], settings, environment);
        return new(
            TargetOf(home),
            new ReadOnlyRoleOptions(arn, [settings.Cicd.Account], policies)
            {
                OnlyOutdated = onlyOutdated,
                TerminationProtection = own.TerminationProtection,
            }
        );

        string ArnIn(EnvironmentSettings e) => RoleChains.ArnOf(settings.Roles.ReadOnly, settings.Qualifier, e);
    }

    static BootstrapOptions ToolkitOf(BuildSettings settings, EnvironmentSettings environment)
    {
        var own = environment.Bootstrap.Over(settings.Bootstrap);
        string[] cicd = environment.Account == settings.Cicd.Account ? [] : [settings.Cicd.Account];
        string[] trusted = [.. cicd.Concat(own.Trust ?? []).Distinct()];
        return new BootstrapOptions
        {
            Qualifier = settings.Qualifier,
            TrustedAccounts = trusted,
            TrustedAccountsForLookup = [.. trusted.Concat(own.TrustForLookup ?? []).Distinct()],
            ExecutionPolicies = Fill(own.ExecutionPolicies, settings, environment),
            PermissionsBoundary = own.PermissionsBoundary,
            KmsKeyId = own.Key == BootstrapSettings.NewKey ? "" : own.Key,
            TerminationProtection = own.TerminationProtection,
        };
    }

    static IReadOnlyList<string> Fill(
        IReadOnlyList<string> policies,
        BuildSettings settings,
        EnvironmentSettings environment
    ) => [.. policies.Select(policy => RoleChains.Fill(policy, settings.Qualifier, environment))];

    static TargetEnvironment TargetOf(EnvironmentSettings environment) => new(environment.Account, environment.Region);
}

/// <summary>The read-only role of an account, and where its stack is.</summary>
sealed record ReadOnlyRolePlan(TargetEnvironment Home, ReadOnlyRoleOptions Options);
