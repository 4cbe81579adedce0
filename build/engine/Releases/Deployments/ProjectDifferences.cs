using Arguments;
using Deployment;
using Deployment.Diffing;
using Deployment.Diffing.Comments;
using Deployment.NextActions;
using Releases.Diagnoses;
using Steps;

namespace Releases.Deployments;

/// <summary>Says what deploying the chosen subprojects would change.</summary>
public static class ProjectDifferences
{
    public static async Task RunAsync(ReleaseContext context)
    {
        var stacks = new List<StackDifference>();
        var findings = new List<Finding>();
        var unread = new List<UnreadStack>();
        await using (var view = DeploymentViews.Open(context))
        {
            var deployer = ProjectPlans.DeployerFor(context, view);
            foreach (var (_, plan) in ProjectPlans.Of(context, context.Assembled))
            {
                var difference = await deployer.DiffAsync(plan, context.Options.Method, context.Cancellation);
                stacks.AddRange(difference.Stacks);
                findings.AddRange(difference.Findings);
                unread.AddRange(difference.Unread);
            }
        }

        findings = [.. await RefusedRoles.ExplainAsync(context, findings), .. context.App?.FindChanges() ?? []];
        var whole = new PlanDifference(stacks) { Findings = findings, Unread = unread };
        context.Record.Difference = new(whole, context.Settings.NameOf);
        if (TextOf(context, whole) is { } text)
            await context.Run.Output.WriteLineAsync(text);
        else
            context.Run.LastWords.Add(output => Write(output, whole));
        if (findings.Count > 0)
            throw new BuildException(findings);
        if (context.Options.Fail && (whole.HasChanges || whole.IsUnsure))
            throw new BuildException(
                new Finding(
                    ReleaseCodes.Differences,
                    whole.HasChanges
                        ? "What is deployed differs from the Cloud Assemblies"
                        : "What is deployed may differ from the Cloud Assemblies",
                    new BuildCommand("Deploy").In(context.Aws.Endpoint)
                )
            );
    }

    /// <summary>What other programs read; null where it is for the terminal.</summary>
    static string? TextOf(ReleaseContext context, PlanDifference difference) =>
        context.Options.Format switch
        {
            OutputFormat.Json => DifferenceJson.Write(difference),
            OutputFormat.Markdown => DifferenceComment.Write(difference, context.Settings.NameOf),
            _ => null,
        };

    static void Write(TextWriter output, PlanDifference difference)
    {
        foreach (var line in DifferenceText.Lines(difference))
            output.WriteLine(line);
    }
}
