using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Pipelines;
using Deployment.Stacks;
using Reporting;
using Steps;

namespace Releases.Deployments;

/// <summary>Sees to the first executions of the pipelines that a deployment made in the account that it started from.</summary>
static class NewPipelines
{
    const string ResourceType = "AWS::CodePipeline::Pipeline";

    public static async Task WatchAsync(ReleaseContext context, DeploymentPlan plan, DeploymentReport report)
    {
        var recent = context.Aws.RecentBootstraps;
        if (recent.Patience == TimeSpan.Zero)
            return;
        foreach (var made in report.Stacks.OfType<StackResult.Deployed>().Where(stack => stack.Created))
        {
            var environment = made.Stack.Environment;
            if (environment.Account != context.Session.Identity.Account || !MakesPipeline(plan, made))
                continue;
            var session = context.Session.In(environment.Region);
            try
            {
                using var execution = new FirstExecution(session, context.Aws.Endpoint, recent, context.Time);
                using var calls = new StackCalls(session, context.Aws.Endpoint, context.Aws.Rates, context.Time);
                var request = new ListStackResourcesRequest(made.StackId ?? made.Stack.StackName);
                await foreach (var page in calls.PagesAsync(request, context.Cancellation))
                {
                    foreach (var pipeline in page.Resources.Where(resource => resource.ResourceType == ResourceType))
                        await execution.WatchAsync(pipeline.PhysicalId!, Terminal.WriteLine, context.Cancellation);
                }
            }
            catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (WorldFaults.Findings(e) is not null)
            {
                // The stack is deployed all the same.
                Terminal.WriteLine(
                    $"Whether the pipeline of {made.Stack.DisplayName} has begun is not known: {e.Message}"
                );
            }
        }
    }

    static bool MakesPipeline(DeploymentPlan plan, StackResult made) =>
        plan.Stacks.FirstOrDefault(stack => stack.Reference.Id == made.Stack.Id) is { } stack
        && File.ReadAllText(stack.Artifact.TemplateFile).Contains(ResourceType, StringComparison.Ordinal);
}
