using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.ManagedPolicies;
using Deployment.Bootstrapping.WebIdentities;
using Deployment.Credentials;
using Releases.Deployments;
using Releases.ExecutionPolicies;
using Reporting.Timelines;
using Settings;
using Settings.Roles;
using Steps;
using Steps.Apps;
using Tools.Packages;

namespace Releases.Bootstraps;

/// <summary>Bootstraps the settings' environments side by side, each with the roles that lead into it.</summary>
public static class EnvironmentBootstrapping
{
    public static async Task RunAsync(ReleaseContext context, BootstrapScope scope)
    {
        // What is to be deployed into one environment may look something up in another.
        var environments =
            scope == BootstrapScope.Outdated && context.App is null
                ? context.Settings.AllEnvironments
                : AppEnvironments.ChosenOf(context);
        var plans = BootstrapPlan.Of(context.Settings, environments, scope);
        if (scope == BootstrapScope.Everything)
            WarnOfAdministrators(context, plans);
        var results = await RunAsync(context, plans);
        foreach (var result in results)
            context.Log.Information("{0}: {1}", result.Environment, Words(result));

        if (scope != BootstrapScope.LeastPrivilege && context.PlannedTasks.Contains("Synth"))
            await LookupRoles.AwaitAsync(
                context,
                results.Where(result => IsNews(result.Toolkit)).Select(result => result.Environment)
            );
        context.Cancellation.ThrowIfCancellationRequested();
        if (results.SelectMany(result => result.Findings).ToList() is { Count: > 0 } all)
            throw new BuildException(all);
    }

    static void WarnOfAdministrators(ReleaseContext context, IEnumerable<BootstrapPlan> plans)
    {
        var names = plans.Where(plan => plan.AllowsEverything).Select(plan => plan.Environment.Name).ToList();
        if (names.Count > 0)
            context.Log.Warning(
                "CloudFormation may do anything in {0}: AdministratorAccess, and no permissions boundary. "
                    + "Name narrower policies under bootstrap.executionPolicies in build/settings.json",
                string.Join(", ", names)
            );
    }

    static async Task<Result[]> RunAsync(ReleaseContext context, IReadOnlyList<BootstrapPlan> plans)
    {
        var template = await BootstrapTemplate.LoadAsync(
            await BootstrapTemplateFile.FindAsync(context),
            context.Cancellation
        );
        await using var view = DeploymentViews.Open(context);
        var timeline = new DeploymentTimeline(view, context.Time);
        context.Record.Deployments.Add(new("Bootstrap stacks", timeline) { EnvironmentName = context.Settings.NameOf });
        timeline.Report(new DeploymentEvent.Planned([.. plans.SelectMany(Stacks)], Assets: 0));
        var policies = plans.Any(plan => plan.IsLeastPrivilege)
            ? new EnvironmentPolicies(context, AssembledStacks.Of(context))
            : null;
        return await Task.WhenAll(plans.Select(plan => BootstrapAsync(context, timeline, template, policies, plan)));
    }

    static async Task<Result> BootstrapAsync(
        ReleaseContext context,
        DeploymentTimeline view,
        BootstrapTemplate template,
        EnvironmentPolicies? policies,
        BootstrapPlan plan
    )
    {
        KeptPolicies? kept = null;
        var began = context.Time.GetTimestamp();
        try
        {
            using var session = await context.Aws.OpenAsync(Purpose.Bootstrap, plan.Environment);
            // Neither needs the other.
            var parts = await Task.WhenAll(
                FinishAsync(ToolkitAsync(session), ToolkitOf(plan)),
                FinishAsync(ReadOnlyRoleAsync(session), ReadOnlyRoleOf(plan)),
                FinishAsync(WebIdentityAsync(session), WebIdentityOf(plan))
            );
            Note(context, plan.Target, parts[0].Outcome);
            if (plan.ReadOnlyRole is { } role)
                foreach (var region in role.Regions)
                    Note(context, plan.Target with { Region = region }, parts[1].Outcome);
            return new(plan.Environment, parts[0].Outcome, parts[1].Outcome, [.. parts.SelectMany(p => p.Findings)])
            {
                Policies = kept,
                WebIdentity = parts[2].Outcome,
            };
        }
        catch (BuildException exception)
        {
            foreach (var stack in Stacks(plan))
                view.Report(BootstrapEvents.Finished(stack, null, exception.Findings, TimeSpan.Zero));
            return new(plan.Environment, null, null, exception.Findings);
        }

        async Task<Part> FinishAsync(Task<Part> running, StackReference? stack)
        {
            var part = await running;
            if (stack is not null)
                view.Report(
                    BootstrapEvents.Finished(stack, part.Outcome, part.Findings, context.Time.GetElapsedTime(began))
                );
            return part;
        }

        Task<Part> ToolkitAsync(Session session) =>
            AttemptAsync(() => plan.IsLeastPrivilege ? AllowAsync(session) : DeployAsync(session, plan.Toolkit));

        Task<BootstrapOutcome> DeployAsync(Session session, BootstrapOptions toolkit) =>
            new Bootstrapper(session, context.Aws.Endpoint, view, context.Time, toolkit).BootstrapAsync(
                template,
                plan.Target,
                context.Cancellation
            );

        // The role can have policies only once they are there, and one that it has cannot be deleted.
        async Task<BootstrapOutcome> AllowAsync(Session session)
        {
            var made = await policies!.KeepAsync(session, plan.Environment, plan.Toolkit.OnlyOutdated);
            kept = made.Kept;
            if (kept.IsNews)
                context.Aws.RecentBootstraps.Note(plan.Target);
            var outcome = await DeployAsync(session, plan.Toolkit with { ExecutionPolicies = kept.Arns });
            if (!plan.Toolkit.OnlyOutdated)
                await policies.DropAsync(session, plan.Environment, made.Wanted);
            return outcome;
        }

        Task<Part> ReadOnlyRoleAsync(Session session) =>
            plan.ReadOnlyRole is { } role
                ? AttemptAsync(() =>
                    new ReadOnlyRole(session, context.Aws.Endpoint, view, context.Time, role.Options).DeployAsync(
                        role.Regions,
                        role.Wanted,
                        context.Cancellation
                    )
                )
                : Task.FromResult(new Part(null, []));

        Task<Part> WebIdentityAsync(Session session) =>
            plan.WebIdentity is { } outside
                ? AttemptAsync(() =>
                    new WebIdentityRoles(session, context.Aws.Endpoint, view, context.Time, outside).DeployAsync(
                        plan.Target,
                        context.Cancellation
                    )
                )
                : Task.FromResult(new Part(null, []));
    }

    static bool IsNews(BootstrapOutcome? outcome) =>
        outcome is BootstrapOutcome.Created or BootstrapOutcome.Updated or BootstrapOutcome.Repaired;

    /// <summary>Roles that were made or changed are not known everywhere at once.</summary>
    static void Note(ReleaseContext context, TargetEnvironment environment, BootstrapOutcome? outcome)
    {
        if (IsNews(outcome))
            context.Aws.RecentBootstraps.Note(environment);
    }

    static async Task<Part> AttemptAsync(Func<Task<BootstrapOutcome>> part)
    {
        try
        {
            return new(await part(), []);
        }
        catch (BuildException exception)
        {
            return new(null, exception.Findings);
        }
    }

    static IEnumerable<StackReference> Stacks(BootstrapPlan plan) =>
        ((StackReference?[])[ToolkitOf(plan), WebIdentityOf(plan), ReadOnlyRoleOf(plan)]).OfType<StackReference>();

    static StackReference ToolkitOf(BootstrapPlan plan) => Stack(plan.Toolkit.StackName, plan.Target);

    /// <summary>Null where none is wanted.</summary>
    static StackReference? ReadOnlyRoleOf(BootstrapPlan plan) =>
        plan.ReadOnlyRole is { } role
            ? Stack(ReadOnlyRoleOptions.StackName, plan.Target with { Region = role.Regions[0] })
            : null;

    /// <summary>Null where it releases without roles by web identity, and in other environments than the CI/CD account's.</summary>
    static StackReference? WebIdentityOf(BootstrapPlan plan) =>
        plan.WebIdentity is null ? null : Stack(WebIdentityOptions.StackName, plan.Target);

    static StackReference Stack(string name, TargetEnvironment target) => new(name, name, name, target);

    static string Words(Result result) =>
        (result.Toolkit is null ? "not bootstrapped" : Word(result.Toolkit))
        + (result.Policies is null ? "" : $"; execution policies {PoliciesWord(result.Policies)}")
        + (result.ReadOnlyRole is null ? "" : $"; read-only role {RoleWord(result.ReadOnlyRole)}")
        + (result.WebIdentity is null ? "" : $"; web identity roles {RoleWord(result.WebIdentity)}")
        + Unseen([
            .. result.Toolkit?.Unseen ?? [],
            .. result.ReadOnlyRole?.Unseen ?? [],
            .. result.WebIdentity?.Unseen ?? [],
        ]);

    static string Unseen(IReadOnlyList<string> unseen) =>
        unseen.Count == 0 ? "" : $"; whether all of it is there is not known: {string.Join("; ", unseen)}";

    static string Word(BootstrapOutcome outcome) =>
        outcome switch
        {
            BootstrapOutcome.Created => $"bootstrapped, version {outcome.Version}",
            BootstrapOutcome.Updated updated when updated.From == updated.Version =>
                $"bootstrap of version {updated.Version} brought in line with the settings",
            BootstrapOutcome.Updated updated => $"bootstrap updated from version {updated.From} to {updated.Version}",
            BootstrapOutcome.Repaired repaired =>
                $"bootstrap of version {repaired.Version} repaired, recreated: {string.Join(", ", repaired.Resources)}",
            BootstrapOutcome.LeftAlone left => $"bootstrap of version {left.Version} left alone: {left.Why}",
            _ => $"bootstrapped already, version {outcome.Version}",
        };

    static string PoliciesWord(KeptPolicies policies) =>
        policies switch
        {
            { Changed: > 0 } => "updated",
            { Made: > 0 } => "made",
            _ => "there already",
        };

    static string RoleWord(BootstrapOutcome outcome) =>
        outcome switch
        {
            BootstrapOutcome.Created => "made",
            BootstrapOutcome.Updated => "updated",
            BootstrapOutcome.Repaired => "recreated",
            BootstrapOutcome.LeftAlone left => $"left alone: {left.Why}",
            _ => "there already",
        };

    /// <summary>How one stack ended: with an outcome, or with findings, or without either where it is not wanted.</summary>
    sealed record Part(BootstrapOutcome? Outcome, IReadOnlyList<Finding> Findings);

    /// <summary>How one environment ended.</summary>
    sealed record Result(
        EnvironmentSettings Environment,
        BootstrapOutcome? Toolkit,
        BootstrapOutcome? ReadOnlyRole,
        IReadOnlyList<Finding> Findings
    )
    {
        /// <summary>Null where the settings name the policies.</summary>
        public KeptPolicies? Policies { get; init; }

        /// <summary>Null where there are to be none.</summary>
        public BootstrapOutcome? WebIdentity { get; init; }
    }
}
