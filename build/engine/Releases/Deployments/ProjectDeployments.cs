using Deployment;
using Releases.Diagnoses;
using Reporting;
using Reporting.Timelines;
using Settings.Projects;
using Steps;

namespace Releases.Deployments;

/// <summary>Deploys or destroys the chosen subprojects' stacks and reports how each ended.</summary>
public static class ProjectDeployments
{
    /// <summary>Deploys the projects one after the other, in their order.</summary>
    public static Task DeployAsync(ReleaseContext context) =>
        RunAsync(
            context,
            "Deploy",
            context.Assembled,
            (deployer, plan) => deployer.DeployAsync(plan, context.Cancellation)
        );

    /// <summary>Deletes the projects' stacks, in reverse order.</summary>
    public static Task DestroyAsync(ReleaseContext context) =>
        RunAsync(
            context,
            "Destroy",
            [.. context.Assembled.Reverse()],
            (deployer, plan) => deployer.DestroyAsync(plan, context.Cancellation)
        );

    static async Task RunAsync(
        ReleaseContext context,
        string target,
        IReadOnlyList<Project> projects,
        Func<Deployer, DeploymentPlan, Task<DeploymentReport>> work
    )
    {
        var plans = ProjectPlans.Of(context, projects);
        var order = new DependentProjects(context.Settings.Projects, isReversed: target == "Destroy");
        var done = new List<(DeploymentPlan Plan, DeploymentReport Report)>();
        var left = new List<Finding>();
        DeploymentTimeline timeline;
        await using (var view = DeploymentViews.Open(context, target))
        {
            timeline = new DeploymentTimeline(view);
            context.Record.Deployments.Add(
                new("Stacks", timeline)
                {
                    Plans = [.. plans.Select(plan => plan.Plan)],
                    IsReversed = target == "Destroy",
                    EnvironmentName = context.Settings.NameOf,
                }
            );
            var deployer = ProjectPlans.DeployerFor(context, timeline);
            foreach (var (project, plan) in plans)
            {
                if (order.WhyNot(project) is { } failed)
                {
                    order.Fail(project);
                    left.Add(DependentProjects.Left(context, target, project, failed));
                    continue;
                }
                var report = await work(deployer, plan);
                done.Add((plan, report));
                if (!report.Succeeded)
                    order.Fail(project);
            }
        }

        var whole = new DeploymentReport(
            [.. done.SelectMany(one => one.Report.Stacks)],
            [.. done.SelectMany(one => one.Report.Assets)]
        );
        if (target == "Deploy")
        {
            foreach (var (plan, report) in done)
                await NewPipelines.WatchAsync(context, plan, report);
        }
        var explained = await RefusedRoles.ExplainAsync(context, whole);
        context.Record.Deployments[^1].Report = explained;
        Conclude(context, target, explained, left);
    }

    static void Conclude(ReleaseContext context, string target, DeploymentReport report, IReadOnlyList<Finding> left)
    {
        List<Finding> findings =
        [
            .. report.Findings,
            .. left,
            .. context.App?.FindChanges() ?? [],
            .. WriteFiles(context, target, report),
        ];
        // A run that succeeded ends with the table; one that failed, with its errors.
        if (findings.Count == 0)
            context.Run.LastWords.Add(output => Write(output, report));
        else
            Write(Terminal.Out, report);
        context.Cancellation.ThrowIfCancellationRequested();
        if (findings.Count > 0)
            throw new BuildException(findings);
    }

    static void Write(TextWriter output, DeploymentReport report)
    {
        StackTable.Write(output, report.Stacks);
        foreach (var (stack, note) in report.Stacks.SelectMany(stack => stack.Notes.Select(note => (stack, note))))
            output.WriteLine($"Stack {stack.Stack.DisplayName}: {note}");
    }

    /// <summary>Writes the files that are asked for and returns what kept one from being written: the rest of the report is told all the same.</summary>
    static List<Finding> WriteFiles(ReleaseContext context, string target, DeploymentReport report)
    {
        var findings = new List<Finding>();
        Collect(() =>
            new ReportFiles(
                Path.Combine(context.Root, context.World.ReportFolder),
                context.Environment.GetEnvironmentVariable
            ).Write(target, report)
        );
        if (context.Options.OutputsFile is { } outputs && target == "Deploy")
            Collect(() => OutputsFile.Write(Path.GetFullPath(outputs, context.Root), report));
        return findings;

        void Collect(Action write)
        {
            try
            {
                write();
            }
            catch (BuildException exception)
            {
                findings.AddRange(exception.Findings);
            }
        }
    }
}
