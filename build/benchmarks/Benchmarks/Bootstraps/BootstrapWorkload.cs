using Benchmarks.Deployments;
using Benchmarks.Measurements;
using Benchmarks.Tables;
using Benchmarks.Workloads;
using Benchmarks.Workloads.Builds;

namespace Benchmarks.Bootstraps;

/// <summary>The build's own Bootstrap target in a clone, in the local AWS: one account, many, and many that are bootstrapped already.</summary>
sealed class BootstrapWorkload : Workload
{
    const int Many = 50;
    const double Most = 3;

    public override string Name => "bootstrap-local";

    public override string Description =>
        $"./build.sh --target=Bootstrap --local of {Many} accounts and of one, each in an empty local AWS";

    public override async Task RunAsync(
        BenchmarkOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        using var folder = new TemporaryFolder();
        var tree = new SourceTree(folder["tree"]);
        await tree.CloneAsync(SourceTree.FindRepository(), cancellationToken);
        var rehearsal = new BootstrapRehearsal(tree);
        await rehearsal.InstallTemplateAsync(CdkCli.BootstrapTemplate, cancellationToken);
        // Compiles the program.
        await ChildMeter.RunAsync(BuildFlows.Own(tree, "--target=Default", "--dryrun"), cancellationToken);

        var results = await Competition.RunAsync(
            [
                new("one account", cancel => rehearsal.BeginAsync(1, cancel), rehearsal.RunAsync),
                new($"{Many} accounts", cancel => rehearsal.BeginAsync(Many, cancel), rehearsal.RunAsync),
                new(
                    $"{Many} accounts once more",
                    async cancel =>
                    {
                        await rehearsal.BeginAsync(Many, cancel);
                        await rehearsal.RunAsync(cancel);
                    },
                    rehearsal.RunAsync
                ),
            ],
            options.Rounds,
            cancellationToken
        );
        await output.WriteAsync(ComparisonTable.Of(results).ToString());
        var times = results[1].Median.Wall / results[0].Median.Wall;
        await output.WriteLineAsync(
            $"  {Judgement.Line($"{Many} accounts in at most {Most:0}x the time of one", Units.Times(times, 1), times <= Most)}"
        );
    }
}
