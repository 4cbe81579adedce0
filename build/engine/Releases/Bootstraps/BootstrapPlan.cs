using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.WebIdentities;
using Settings;
using Settings.Roles;

namespace Releases.Bootstraps;

/// <summary>What of the environments is bootstrapped.</summary>
public enum BootstrapScope
{
    /// <summary>All, as the settings say.</summary>
    Everything,

    /// <summary>What is missing or older: what is bootstrapped is left alone, whatever its parameters.</summary>
    Outdated,

    /// <summary>The bootstrap stacks whose execution policies are made of the Cloud Assemblies.</summary>
    LeastPrivilege,
}

/// <summary>What bootstrapping an environment consists of, by the settings.</summary>
/// <param name="ReadOnlyRole">Null where the settings ask for none, or where another chosen environment of the same account brings it.</param>
sealed record BootstrapPlan(EnvironmentSettings Environment, BootstrapOptions Toolkit, ReadOnlyRolePlan? ReadOnlyRole)
{
    /// <summary>Whether the execution policies are made of the Cloud Assemblies: <see cref="Toolkit"/> has them once they are.</summary>
    public bool IsLeastPrivilege => Toolkit.ExecutionPolicies is [BootstrapSettings.LeastPrivilege];

    const string Administrator = ":iam::aws:policy/AdministratorAccess";

    /// <summary>The roles of a build system outside AWS; null but for the CI/CD account, and where CodePipeline releases.</summary>
    public WebIdentityOptions? WebIdentity { get; init; }

    public TargetEnvironment Target => TargetOf(Environment);

    /// <summary>Whether CloudFormation may do anything at all in the environment.</summary>
    public bool AllowsEverything =>
        Toolkit.ExecutionPolicies!.Any(policy => policy.EndsWith(Administrator, StringComparison.Ordinal))
        && Toolkit.PermissionsBoundary is null;

    public static IReadOnlyList<BootstrapPlan> Of(
        BuildSettings settings,
        IReadOnlyList<EnvironmentSettings> environments,
        BootstrapScope scope
    )
    {
        var planned = new HashSet<string>(StringComparer.Ordinal);
        var onlyOutdated = scope == BootstrapScope.Outdated;
        if (scope == BootstrapScope.LeastPrivilege)
            return [.. environments.Select(WithoutRole).Where(plan => plan.IsLeastPrivilege)];
        return [.. environments.Select(Plan)];

        BootstrapPlan WithoutRole(EnvironmentSettings environment) =>
            new(environment, ToolkitOf(settings, environment), null);

        BootstrapPlan Plan(EnvironmentSettings environment)
        {
            var toolkit = ToolkitOf(settings, environment) with { OnlyOutdated = onlyOutdated };
            var role = ReadOnlyRoleOf(settings, environment, onlyOutdated);
            return new(environment, toolkit, role is not null && planned.Add(role.Options.Arn) ? role : null)
            {
                WebIdentity =
                    TargetOf(environment) == TargetOf(settings.Cicd.AsEnvironment)
                    && WebIdentityPlan.Of(settings) is { } outside
                        ? outside with
                        {
                            OnlyOutdated = onlyOutdated,
                        }
                        : null,
            };
        }
    }

    /// <summary>A role is the account's, not the region's: what each of its environments asks for counts, in whatever order they stand.</summary>
    static ReadOnlyRolePlan? ReadOnlyRoleOf(BuildSettings settings, EnvironmentSettings environment, bool onlyOutdated)
    {
        if (!HasRole(environment))
            return null;
        var arn = ArnIn(environment);
        var inAccount = settings
            .AllEnvironments.Where(e => e.Account == environment.Account && HasRole(e))
            .OrderBy(e => e.Region, StringComparer.Ordinal)
            .ThenBy(e => e.Name, StringComparer.Ordinal)
            .ToList();
        var own = inAccount.Where(e => ArnIn(e) == arn).ToList();
        var protections = own.Select(e => e.Bootstrap.Over(settings.Bootstrap).TerminationProtection).ToList();
        return new(
            [.. own.Select(e => e.Region).Distinct()],
            [.. inAccount.Select(ArnIn).Distinct()],
            new ReadOnlyRoleOptions(
                arn,
                [settings.Cicd.Account],
                [.. own.SelectMany(PoliciesOf).Distinct().Order(StringComparer.Ordinal)]
            )
            {
                OnlyOutdated = onlyOutdated,
                TerminationProtection = protections.Contains(true) ? true : protections.Find(p => p is not null),
            }
        );

        bool HasRole(EnvironmentSettings e) => e.Bootstrap.Over(settings.Bootstrap).ReadOnlyRole == true;

        string ArnIn(EnvironmentSettings e) => RoleChains.ArnOf(settings.Roles.ReadOnly, settings.Qualifier, e);

        IReadOnlyList<string> PoliciesOf(EnvironmentSettings e) =>
            Fill(e.Bootstrap.Over(settings.Bootstrap).ReadOnlyPolicies ?? [], settings, e);
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

/// <summary>The read-only role of an account.</summary>
/// <param name="Regions">Of the environments that have it, where its stack may be.</param>
/// <param name="Wanted">The ARNs of all such roles of the account.</param>
sealed record ReadOnlyRolePlan(
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Wanted,
    ReadOnlyRoleOptions Options
);
