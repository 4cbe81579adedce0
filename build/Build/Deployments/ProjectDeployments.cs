using Build.Projects;
using Build.Reporting;
using Deployment;
using Deployment.Assemblies;

namespace Build.Deployments;

/// <summary>Deploys or destroys the chosen subprojects' stacks and reports how each ended.</summary>
static class ProjectDeployments
{
    /// <summary>Deploys the subprojects one after the other, pipeline first.</summary>
    public static Task DeployAsync(BuildContext context) =>
        RunAsync(
            context,
            "Deploy",
            context.Options.Projects,
            (deployer, plan) => deployer.DeployAsync(plan, context.Cancellation)
        );

    /// <summary>Deletes the subprojects' stacks, pipeline last.</summary>
    public static Task DestroyAsync(BuildContext context) =>
        RunAsync(
            context,
            "Destroy",
            [.. context.Options.Projects.Reverse()],
            (deployer, plan) => deployer.DestroyAsync(plan, context.Cancellation)
        );

    static async Task RunAsync(
        BuildContext context,
        string target,
        IReadOnlyList<Project> projects,
        Func<Deployer, DeploymentPlan, Task<DeploymentReport>> work
    )
    {
        var plans = Plans(context, projects);
        var reports = new List<DeploymentReport>();
        await using (var view = DeploymentViews.Open(context))
        {
            var deployer = new Deployer(context.Session, context.Aws.Endpoint, view, context.Time, Options(context));
            foreach (var plan in plans)
                reports.Add(await work(deployer, plan));
        }

        List<StackResult> stacks = [.. reports.SelectMany(report => report.Stacks)];
        new ReportFiles(context.Root, context.Environment.GetEnvironmentVariable).Write(
            target,
            stacks,
            [.. reports.SelectMany(report => report.Assets)]
        );
        context.Run.LastWords.Add(output => StackTable.Write(output, stacks));
        context.Cancellation.ThrowIfCancellationRequested();
        if (reports.SelectMany(report => report.Findings).ToList() is { Count: > 0 } findings)
            throw new BuildException(findings);
    }

    /// <summary>A plan for each subproject; whatever keeps one from being made is said before anything is written.</summary>
    static List<DeploymentPlan> Plans(BuildContext context, IReadOnlyList<Project> projects)
    {
        var selector = new StackSelector(context.Options.Stacks, context.Options.Exclusively);
        var options = new DeploymentPlanOptions
        {
            SessionAccount = context.Session.Identity.Account,
            SessionRegion = context.Session.Region,
        };
        var assemblies = projects.Select(project => CloudAssembly.Load(project.AssemblyIn(context.Root))).ToList();
        // A pattern may belong to one subproject alone: all stacks are chosen from at once.
        var chosen = selector.Select([.. assemblies.SelectMany(assembly => assembly.Stacks)]).Stacks;
        return
        [
            .. assemblies
                .Select(assembly => DeploymentPlan.Create([.. assembly.Stacks.Where(chosen.Contains)], options))
                .Where(plan => plan.Stacks.Count > 0),
        ];
    }

    static DeployerOptions Options(BuildContext context) =>
        new()
        {
            Concurrency = context.Options.Concurrency,
            EnvironmentNames = context
                .Settings.AllEnvironments.Reverse()
                .ToDictionary(e => new TargetEnvironment(e.Account, e.Region), e => e.Name),
        };
}
