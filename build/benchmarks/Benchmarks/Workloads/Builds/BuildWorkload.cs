using Benchmarks.Measurements;
using Benchmarks.Tables;

namespace Benchmarks.Workloads.Builds;

/// <summary>This build against the plain flow of yarn, projen and the CDK CLI, each in a clone of its own.</summary>
sealed class BuildWorkload : Workload
{
    const string Ours = "./build.sh --target=Synth";
    const string Plain = "yarn, projen, cdk synth";

    public override string Name => "builds";

    public override string Description =>
        "./build.sh and the plain flow, in turn: a fresh clone, edits, nothing changed, start-up";

    public override async Task RunAsync(
        BenchmarkOptions options,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        var repository = SourceTree.FindRepository();
        var folder = Directory.CreateTempSubdirectory("benchmark-builds-").FullName;
        try
        {
            var ours = new SourceTree(Path.Combine(folder, "ours"));
            var plain = new SourceTree(Path.Combine(folder, "plain"));
            var hello = await HelloWorld.CompileAsync(Path.Combine(folder, "hello"), cancellationToken);
            await ours.CloneAsync(repository, cancellationToken);
            // Also fills the caches of packages, which both share from here on.
            await ChildMeter.RunAsync(BuildFlows.Own(ours, "--target=Install"), cancellationToken);
            var yarn = await KeepYarnAsync(ours, folder, cancellationToken);
            var plainRounds = options.CliRounds;
            await CompareAsync(
                "fresh clone, warm package caches",
                new(Ours, c => ours.CloneAsync(repository, c), c => RunAsync(BuildFlows.Own(ours, "--target=Synth"), c))
                {
                    Rounds = plainRounds,
                },
                new(
                    Plain,
                    c => plain.CloneAsync(repository, c),
                    c => RunAsync(BuildFlows.Plain(plain, yarn, "infra", "pipeline"), c)
                )
                {
                    Rounds = plainRounds,
                }
            );
            await CompareAsync(
                "one stack source of infra changed (the plain flow in infra only)",
                Edited(Ours, ours, Source, BuildFlows.Own(ours, "--target=Synth")),
                Edited(Plain, plain, Source, BuildFlows.Plain(plain, yarn, "infra")) with
                {
                    Rounds = plainRounds,
                }
            );
            await CompareAsync(
                "infra/.projenrc.ts changed (the plain flow in infra only)",
                Edited(Ours, ours, Projenrc, BuildFlows.Own(ours, "--target=Synth")),
                Edited(Plain, plain, Projenrc, BuildFlows.Plain(plain, yarn, "infra")) with
                {
                    Rounds = plainRounds,
                }
            );
            // What has just been written is read once more before its times vouch for it.
            await ChildMeter.RunAsync(BuildFlows.Own(ours, "--target=Synth"), cancellationToken);
            await CompareAsync(
                "nothing changed",
                new(Ours, BuildFlows.Own(ours, "--target=Synth")),
                new(Plain, BuildFlows.Plain(plain, yarn, "infra", "pipeline")) { Rounds = plainRounds },
                new("hello world", hello),
                new("the status of every file", StatusOf(ours))
            );
            await CompareAsync(
                "start-up",
                new("hello world", hello),
                new("./build.sh --target=Default --dryrun", BuildFlows.Own(ours, "--target=Default", "--dryrun"))
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task CompareAsync(string what, params Contender[] contenders)
        {
            var results = await Competition.RunAsync(contenders, options.Rounds, cancellationToken);
            await output.WriteLineAsync($"  {what}");
            await output.WriteLineAsync($"{ComparisonTable.Of(results)}");
        }
    }

    const string Source = "infra/src/infrastructure.ts";
    const string Projenrc = "infra/.projenrc.ts";
    const string SourceText = "Storage for the stacks of every environment";
    const string ProjenrcText = "The infrastructure that the pipeline releases";

    static int edits;

    /// <summary>Each run finds the file changed since the run before.</summary>
    static Contender Edited(string name, SourceTree tree, string file, ChildCommand command) =>
        new(
            name,
            _ =>
            {
                tree.Edit(file, file == Source ? SourceText : ProjenrcText, $"(edit {++edits})");
                return Task.CompletedTask;
            },
            cancel => RunAsync(command, cancel)
        );

    /// <summary>What verifying outputs is made of: asking the file system about each of them.</summary>
    static ChildCommand StatusOf(SourceTree tree) =>
        new("find", ["infra", "pipeline", "-printf", "%i %s %T@ %C@\\n"]) { WorkingDirectory = tree.Folder };

    static Task<Measurement> RunAsync(ChildCommand command, CancellationToken cancellationToken) =>
        ChildMeter.RunAsync(command, cancellationToken);

    /// <summary>Copies the pinned yarn, which the build has installed, to where no fresh clone deletes it.</summary>
    static async Task<string> KeepYarnAsync(SourceTree tree, string folder, CancellationToken cancellationToken)
    {
        var tools = Path.Combine(tree.Folder, "build", ".tools");
        if (!Directory.Exists(tools))
            throw new BenchmarkException("The build found a yarn of its version on the PATH: take that off the PATH.");
        var copy = Path.Combine(folder, "tools");
        await ChildMeter.RunAsync(new("cp", ["--archive", tools, copy]), cancellationToken);
        return Path.Combine(copy, "node_modules", ".bin");
    }
}
