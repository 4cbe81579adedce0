using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Accounts;
using Diagnosis.Assemblies;
using Diagnosis.Checks;
using Diagnosis.Clocks;
using Diagnosis.Environments;
using Diagnosis.Rehearsals;
using Diagnosis.Requirements;
using Diagnosis.Secrets;
using Diagnosis.WebIdentities;

namespace Diagnosis;

/// <summary>
/// Finds out before a deployment what it would fail on: all findings of all environments at once, each with the action
/// that mends it. Reads only.
/// </summary>
public sealed class Doctor(DoctorOptions options)
{
    const string Credentials = "credentials";

    public async Task<DiagnosisReport> RunAsync(CancellationToken cancellationToken)
    {
        var clock = new ClockCheck(options.Endpoint, options.Cicd.Region, options.Time).RunAsync(cancellationToken);
        var assemblies = AssemblyChecks.Of(options);
        var checks = await CheckEnvironmentsAsync(assemblies.Plans, cancellationToken);
        IReadOnlyList<CheckResult> all = [await clock, .. assemblies.Checks, .. checks.DistinctBy(Identity)];
        return new([.. all.Select(check => LocalActions.Of(check, options.Endpoint))]);
    }

    /// <summary>A link of a chain that leads into several environments is told of once.</summary>
    static (string, string, string) Identity(CheckResult check) =>
        (check.Name.StartsWith("link ", StringComparison.Ordinal) ? "" : check.Scope, check.Name, check.Detail);

    /// <summary>Whether a deployment works with the base credentials themselves: where every chain begins with a role, any account's will do.</summary>
    bool StartsInCicd =>
        options
            .Environments.SelectMany(environment => environment.Chains)
            .Any(chain => chain is { Chain.Links.Count: 0, Purpose: not "bootstrap" });

    async Task<IReadOnlyList<CheckResult>> CheckEnvironmentsAsync(
        IReadOnlyList<(DeploymentPlan Plan, IReadOnlyList<ContextLookup> Lookups)> plans,
        CancellationToken cancellationToken
    )
    {
        Session session;
        try
        {
            var sessions = options.Sessions ?? new SessionFactory(options.Endpoint, options.Time);
            session = await sessions.OpenAsync(
                options.BaseCredentials,
                RoleChain.None,
                StartsInCicd ? options.Cicd.Account : null,
                options.Cicd.Region,
                options.SessionName,
                cancellationToken
            );
        }
        catch (BuildException exception)
        {
            return
            [
                CheckResult.Failure(CheckScopes.Caller, Credentials, exception.Findings),
                .. options.Environments.Select(environment =>
                    CheckResult.Unknown(environment.Name, "everything", "there are no credentials to look with")
                ),
            ];
        }
        using (session)
        using (var tree = new SessionTree(options.Endpoint, options.Time, options.RecentBootstraps))
        {
            var root = new SessionNode(session, "");
            var paces = options
                .Environments.Select(environment => environment.Target.Account)
                .Distinct()
                .ToDictionary(
                    account => account,
                    _ => new CallPace(options.Time, options.Endpoint.IsLocal ? TimeSpan.Zero : CallPace.OfSimulations)
                );
            var prepared = await Task.WhenAll(
                options.Environments.Select(environment =>
                    PreparedEnvironment.PrepareAsync(
                        environment,
                        root,
                        tree,
                        options,
                        paces[environment.Target.Account],
                        cancellationToken
                    )
                )
            );
            var checks = await CheckEnvironmentsAsync(prepared, plans, tree, cancellationToken);
            return [Caller(session), .. checks];
        }
    }

    async Task<IReadOnlyList<CheckResult>> CheckEnvironmentsAsync(
        IReadOnlyList<PreparedEnvironment> prepared,
        IReadOnlyList<(DeploymentPlan Plan, IReadOnlyList<ContextLookup> Lookups)> plans,
        SessionTree tree,
        CancellationToken cancellationToken
    )
    {
        var requirements = await Task.WhenAll(
            plans.Select(plan => DeploymentRequirements.OfAsync(plan.Plan, OptionsFor(plan.Lookups), cancellationToken))
        );
        var all = new DeploymentRequirements(
            [.. requirements.SelectMany(one => one.Roles)],
            [.. requirements.SelectMany(one => one.Permissions)],
            [.. requirements.SelectMany(one => one.UnknownResources)]
        );
        var unreadable = requirements.SelectMany(one => one.Unreadable).ToList();
        var stacks = plans.SelectMany(plan => plan.Plan.Stacks).ToList();
        var secrets = (
            await Task.WhenAll(
                plans.Select(plan =>
                    SecretReferences.OfAsync(
                        plan.Plan.Stacks.Except(unreadable.Select(one => one.Stack)),
                        cancellationToken
                    )
                )
            )
        ).SelectMany(found => found);
        var secretsOf = secrets.ToLookup(secret => secret.Stack.Environment);
        var readers = prepared
            .DistinctBy(p => p.Environment.Target.Account)
            .ToDictionary(p => p.Environment.Target.Account, p => p.Account);
        var checks = await Task.WhenAll(
            prepared.Select(one =>
                new EnvironmentChecks(
                    one,
                    all,
                    [.. stacks.Where(stack => stack.Environment == one.Environment.Target)],
                    [.. secretsOf[one.Environment.Target]],
                    options,
                    tree
                ).RunAsync(account => readers.GetValueOrDefault(account), cancellationToken)
            )
        );
        var outside = await CheckWebIdentityAsync(prepared, cancellationToken);
        var strangers = stacks
            .Select(stack => stack.Environment)
            .Distinct()
            .Except(prepared.Select(one => one.Environment.Target))
            .Except(options.KnownTargets);
        return
        [
            .. checks.SelectMany(check => check),
            .. outside,
            .. unreadable.Select(one =>
                CheckResult.Failure(
                    NameOf(one.Stack.Environment),
                    $"template of {one.Stack.Reference.DisplayName}",
                    one.Findings
                )
            ),
            .. strangers.Select(target =>
                CheckResult.Unknown(target.ToString(), "everything", "it is no environment of build/settings.json")
            ),
        ];

        RequirementOptions OptionsFor(IReadOnlyList<ContextLookup> lookups) =>
            new()
            {
                Cicd = options.Cicd,
                Lookups = lookups,
                SetsStackPolicies = options.SetsStackPolicies,
                ChainInto = ChainInto,
                ReadOnlyRole = target =>
                    options
                        .Environments.FirstOrDefault(environment => environment.Target == target)
                        ?.Roles.FirstOrDefault(role => role.Purpose == RolePurpose.ReadOnly)
                        ?.Arn,
                StagingKeys = prepared
                    .Where(one => one.StagingKey is not null)
                    .ToDictionary(one => one.Environment.Target, one => one.StagingKey!),
            };
    }

    /// <summary>They are in the CI/CD account: nothing where that is not looked at.</summary>
    async Task<IReadOnlyList<CheckResult>> CheckWebIdentityAsync(
        IReadOnlyList<PreparedEnvironment> prepared,
        CancellationToken cancellationToken
    ) =>
        options.WebIdentity is { } outside
        && !options.RolesOnly
        && prepared.FirstOrDefault(one => one.Environment.Target == options.Cicd) is { } cicd
            ? await new WebIdentityChecks(
                outside,
                cicd.Account,
                cicd.Environment.Name,
                cicd.Environment.BootstrapCommand
            ).RunAsync(cancellationToken)
            : [];

    string NameOf(TargetEnvironment target) =>
        options.Environments.FirstOrDefault(environment => environment.Target == target)?.Name ?? target.ToString();

    RoleChain ChainInto(RolePurpose purpose, TargetEnvironment target) =>
        options
            .Environments.FirstOrDefault(environment => environment.Target == target)
            ?.Chains.FirstOrDefault(chain => chain.Purpose == DiagnosedChain.PurposeOf(purpose))
            ?.Chain
        ?? RoleChain.None;

    static CheckResult Caller(Session session) =>
        CheckResult.Ok(
            CheckScopes.Caller,
            Credentials,
            session.Expiry is { } end ? $"{session.Identity}, until {end:u}" : session.Identity.Arn
        );
}
