using Benchmarks.Measurements;
using Benchmarks.Tables;
using Benchmarks.Workloads;
using Benchmarks.Worlds;

namespace Benchmarks.Deployments;

/// <summary>Runs a scenario with this deployer and with the CDK CLI in turn, against one local AWS in its own process.</summary>
public sealed class DeploymentWorkload(DeploymentScenario scenario) : Workload
{
    const string Own = "this deployer";
    const string Cli = "CDK CLI";

    public override string Name => scenario.Name;

    public override string Description =>
        $"{scenario.Stacks} {(scenario.IsChanged ? "changed" : "unchanged")} stacks in {scenario.Accounts} accounts, "
        + $"CDK CLI at concurrency {scenario.CliConcurrency}";

    public override async Task RunAsync(
        BenchmarkOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        foreach (var line in new Bounds(scenario).Lines)
            await output.WriteLineAsync($"  {line}");
        using var prepared = await PreparedWorld.CreateAsync(scenario, cancellationToken);
        await using var world = await prepared.OpenAsync(cancellationToken);
        var calls = new Dictionary<string, CallCounts>(StringComparer.Ordinal);
        var credentials = PreparedWorld.Credentials(world);
        var own = OwnProgram.Command(DeploymentProcess.Verb, prepared.Assembly) with { Environment = credentials };
        var cli = CdkCli.Deploy(prepared.Assembly, scenario.CliConcurrency, prepared.CliHome, credentials);

        Contender Contend(string name, ChildCommand command, int rounds) =>
            new(
                name,
                async cancel =>
                {
                    if (scenario.IsChanged)
                        prepared.Change();
                    await world.TakeCallsAsync(cancel);
                },
                async cancel =>
                {
                    var measured = await ChildMeter.RunAsync(command, cancel);
                    calls[name] = await world.TakeCallsAsync(cancel);
                    return measured;
                }
            )
            {
                Rounds = rounds,
            };

        var results = await Competition.RunAsync(
            [Contend(Own, own, options.Rounds), Contend(Cli, cli, options.CliRounds)],
            options.Rounds,
            cancellationToken
        );
        await output.WriteAsync(ComparisonTable.Of(results).ToString());
        await output.WriteAsync(
            CallTable.Of([.. results.Select(result => (result.Name, calls[result.Name]))]).ToString()
        );
        foreach (var line in Judge(results, calls[Own]))
            await output.WriteLineAsync($"  {line}");
    }

    IEnumerable<string> Judge(IReadOnlyList<ContenderResult> results, CallCounts calls)
    {
        var own = results[0];
        var cli = results.FirstOrDefault(result => result.Name == Cli)?.Median;
        var unlike = own.Runs.Count(run => !run.Output.Contains(Expected, StringComparison.Ordinal));
        yield return Judgement.Line(
            $"every run ends with {Expected}",
            $"{own.Runs.Count - unlike} of {own.Runs.Count}",
            unlike == 0
        );
        var roles = scenario.RolesPerEnvironment * scenario.Accounts;
        var assumed = calls.Of("sts:AssumeRole");
        yield return Judgement.Line(
            $"AssumeRole = roles x environments = {scenario.RolesPerEnvironment} x {scenario.Accounts}",
            $"{assumed}",
            assumed == roles
        );
        foreach (var line in scenario.Target.Judge(own.Median, calls, cli))
            yield return line;
    }

    string Expected => $"{scenario.Stacks} {(scenario.IsChanged ? "Deployed" : "Unchanged")}";
}
