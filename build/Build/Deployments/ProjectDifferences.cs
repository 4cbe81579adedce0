using Build.Arguments;
using Build.Reporting;
using Deployment;
using Deployment.Diffing;

namespace Build.Deployments;

/// <summary>Says what deploying the chosen subprojects would change.</summary>
static class ProjectDifferences
{
    public static async Task RunAsync(BuildContext context)
    {
        var stacks = new List<StackDifference>();
        var findings = new List<Finding>();
        await using (var view = DeploymentViews.Open(context))
        {
            var deployer = ProjectPlans.DeployerFor(context, view);
            foreach (var plan in ProjectPlans.Of(context, context.Options.Projects))
            {
                var difference = await deployer.DiffAsync(plan, withChangeSets: false, context.Cancellation);
                stacks.AddRange(difference.Stacks);
                findings.AddRange(difference.Findings);
            }
        }

        var whole = new PlanDifference(stacks) { Findings = findings };
        context.Run.LastWords.Add(output => Write(output, context.Options.Format, whole));
        if (findings.Count > 0)
            throw new BuildException(findings);
        if (context.Options.Fail && whole.HasChanges)
            throw new BuildException(new Finding("Differences", "What is deployed differs from the Cloud Assemblies"));
    }

    static void Write(TextWriter output, OutputFormat format, PlanDifference difference)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(DifferenceJson.Write(difference));
            return;
        }

        foreach (var line in DifferenceText.Lines(difference))
            output.WriteLine(line);
    }
}
