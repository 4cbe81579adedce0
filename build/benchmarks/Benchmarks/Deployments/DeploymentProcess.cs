using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Benchmarks.Deployments;

/// <summary>The process of a deployment: takes the session's credentials from the environment and prints a line for each stack.</summary>
static class DeploymentProcess
{
    public const string Verb = "deploy-assembly";

    public static async Task<int> RunAsync(string folder, TextWriter output, CancellationToken cancellationToken)
    {
        var url = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        if (url is null)
            throw new BenchmarkException("AWS_ENDPOINT_URL has to name the local AWS.");
        var endpoint = new AwsEndpoint(new Uri(url));
        var report = await DeployAsync(folder, endpoint, new BaseCredentials.Environment(), output, cancellationToken);
        foreach (var outcome in report.Stacks.CountBy(stack => stack.Outcome))
            await output.WriteLineAsync($"{outcome.Value} {outcome.Key}");
        foreach (var finding in report.Findings)
            await output.WriteLineAsync(finding.ToString());
        return report.Succeeded ? 0 : 1;
    }

    public static async Task<DeploymentReport> DeployAsync(
        string folder,
        AwsEndpoint endpoint,
        BaseCredentials credentials,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        const string Account = DeploymentScenario.CicdAccount;
        const string Region = DeploymentScenario.Region;
        var loading = Task.Run(() => CloudAssembly.Load(folder), cancellationToken);
        using var session = await new SessionFactory(endpoint, TimeProvider.System).OpenAsync(
            credentials,
            new RoleChain([]),
            Account,
            Region,
            "benchmark",
            cancellationToken
        );
        var assembly = await loading;
        var options = new DeploymentPlanOptions { SessionAccount = Account, SessionRegion = Region };
        var plan = DeploymentPlan.Create(assembly.Stacks, options);
        var progress = new FinishedStacks(output);
        var deployer = new Deployer(session, endpoint, progress, TimeProvider.System, new DeployerOptions());
        return await deployer.DeployAsync(plan, cancellationToken);
    }

    sealed class FinishedStacks(TextWriter output) : IProgress<DeploymentEvent>
    {
        public void Report(DeploymentEvent value)
        {
            if (value is DeploymentEvent.StackFinished { Result: var result })
                output.WriteLine($"{result.Stack}: {result.Outcome}");
        }
    }
}
