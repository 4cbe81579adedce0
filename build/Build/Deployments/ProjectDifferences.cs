using Build.Arguments;
using Build.Diagnoses;
using Build.Reporting;
using Deployment;
using Deployment.Diffing;
using Deployment.NextActions;

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
            foreach (var (_, plan) in ProjectPlans.Of(context, context.Options.Projects))
            {
                var difference = await deployer.DiffAsync(plan, context.Options.Method, context.Cancellation);
                stacks.AddRange(difference.Stacks);
                findings.AddRange(difference.Findings);
            }
        }

        findings = [.. await RefusedRoles.ExplainAsync(context, findings), .. context.App?.FindChanges() ?? []];
        var whole = new PlanDifference(stacks) { Findings = findings };
        if (context.Options.Format == OutputFormat.Json)
            await context.Run.Output.WriteLineAsync(DifferenceJson.Write(whole));
        else
            context.Run.LastWords.Add(output => Write(output, whole));
        if (findings.Count > 0)
            throw new BuildException(findings);
        if (context.Options.Fail && (whole.HasChanges || whole.IsUnsure))
            throw new BuildException(
                new Finding(
                    BuildCodes.Differences,
                    whole.HasChanges
                        ? "What is deployed differs from the Cloud Assemblies"
                        : "What is deployed may differ from the Cloud Assemblies",
                    new BuildCommand("Deploy").In(context.Aws.Endpoint)
                )
            );
    }

    static void Write(TextWriter output, PlanDifference difference)
    {
        foreach (var line in DifferenceText.Lines(difference))
            output.WriteLine(line);
    }
}
