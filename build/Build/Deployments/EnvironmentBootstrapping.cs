using Build.Projects;
using Build.Reporting;
using Build.Settings;
using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;

namespace Build.Deployments;

/// <summary>Bootstraps the settings' environments side by side, each with the roles that lead into it.</summary>
static class EnvironmentBootstrapping
{
    /// <summary>CDK's own template, from the pinned CLI.</summary>
    const string Template = "node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml";

    /// <param name="onlyOutdated">Leave what is bootstrapped alone, whatever its parameters.</param>
    public static async Task RunAsync(BuildContext context, bool onlyOutdated)
    {
        var chosen = context.Options.Environments;
        var environments = context
            .Settings.AllEnvironments.Where(e => chosen.Count == 0 || chosen.Contains(e.Name))
            .ToList();
        var results = await RunAsync(context, environments, onlyOutdated);
        foreach (var (environment, outcome) in environments.Zip(results.Select(result => result.Outcome)))
            context.Log.Information("{0}: {1}", environment, outcome is null ? "not bootstrapped" : Word(outcome));

        context.Cancellation.ThrowIfCancellationRequested();
        if (results.SelectMany(result => result.Findings).ToList() is { Count: > 0 } all)
            throw new BuildException(all);
    }

    static async Task<Result[]> RunAsync(
        BuildContext context,
        IReadOnlyList<EnvironmentSettings> environments,
        bool onlyOutdated
    )
    {
        await using var view = DeploymentViews.Open(context);
        view.Report(new DeploymentEvent.Planned([.. environments.Select(Stack)], Assets: 0));
        return await Task.WhenAll(environments.Select(e => BootstrapAsync(context, view, e, onlyOutdated)));
    }

    static async Task<Result> BootstrapAsync(
        BuildContext context,
        IDeploymentView view,
        EnvironmentSettings environment,
        bool onlyOutdated
    )
    {
        try
        {
            using var session = await context.Aws.OpenAsync(Purpose.Bootstrap, environment);
            var options = Options(context, environment) with { OnlyOutdated = onlyOutdated };
            var bootstrapper = new Bootstrapper(session, context.Aws.Endpoint, view, context.Time, options);
            var target = new TargetEnvironment(environment.Account, environment.Region);
            return new(await bootstrapper.BootstrapAsync(target, context.Cancellation), []);
        }
        catch (BuildException exception)
        {
            return new(null, exception.Findings);
        }
    }

    static StackReference Stack(EnvironmentSettings environment)
    {
        const string Name = "CDKToolkit";
        return new(Name, Name, Name, new TargetEnvironment(environment.Account, environment.Region));
    }

    static BootstrapOptions Options(BuildContext context, EnvironmentSettings environment)
    {
        var settings = context.Settings;
        string[] trusted = environment.Account == settings.Cicd.Account ? [] : [settings.Cicd.Account];
        return new BootstrapOptions
        {
            TemplateFile = Path.Combine(Project.Infra.DirectoryIn(context.Root), Template),
            Qualifier = settings.Qualifier,
            TrustedAccounts = trusted,
            TrustedAccountsForLookup = trusted,
            ExecutionPolicies =
            [
                .. settings.Bootstrap.ExecutionPolicies.Select(policy =>
                    RoleChains.Fill(policy, settings.Qualifier, environment)
                ),
            ],
        };
    }

    static string Word(BootstrapOutcome outcome) =>
        outcome switch
        {
            BootstrapOutcome.Created => $"bootstrapped, version {outcome.Version}",
            BootstrapOutcome.Updated updated => $"bootstrap updated from version {updated.From} to {updated.Version}",
            BootstrapOutcome.LeftAlone left => $"bootstrap of version {left.Version} left alone: {left.Why}",
            _ => $"bootstrapped already, version {outcome.Version}",
        };

    /// <summary>How one environment ended: with an outcome, or with findings.</summary>
    sealed record Result(BootstrapOutcome? Outcome, IReadOnlyList<Finding> Findings);
}
