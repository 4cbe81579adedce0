using System.Diagnostics;
using Fingerprints;

namespace Build.Tests.Fingerprints;

/// <summary>A folder of its own with a git repository in it, and runs of steps there.</summary>
internal sealed class TemporaryCheckout : IDisposable
{
    public TemporaryCheckout(bool withGit = true)
    {
        Root = Directory.CreateTempSubdirectory("fingerprints-").FullName;
        if (withGit)
            Git("init", "--quiet", "--initial-branch=main");
    }

    public string Root { get; }

    public string StoreFolder => Path.Combine(Root, "build", ".fingerprints");

    public Dictionary<string, string> Variables { get; } = [];

    public List<StepEvent> Events { get; } = [];

    public string PathOf(string path) => Path.Combine(Root, path);

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }

    public string Git(params string[] arguments) => Run(["git", .. arguments], input: null).Output;

    public (int ExitCode, string Output) Run(string[] command, string? input)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["GIT_CONFIG_GLOBAL"] = "/dev/null",
                ["GIT_CONFIG_SYSTEM"] = "/dev/null",
                ["GIT_AUTHOR_NAME"] = "a",
                ["GIT_AUTHOR_EMAIL"] = "a@example.org",
                ["GIT_COMMITTER_NAME"] = "a",
                ["GIT_COMMITTER_EMAIL"] = "a@example.org",
            },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public StepRunnerOptions Options =>
        new(Root)
        {
            RacyWindow = TimeSpan.Zero,
            Variable = name => Variables.GetValueOrDefault(name),
            VariableNames = () => Variables.Keys,
        };

    public StepRunner Runner(StepRunnerOptions? options = null) =>
        new(options ?? Options, new Recorder(Events), TimeProvider.System);

    /// <summary>One run of the program with one step in it.</summary>
    public StepResult RunOnce(Step step, Func<string>? action = null, StepRunnerOptions? options = null)
    {
        using var runner = Runner(options);
        return Run(runner, step, action);
    }

    public static StepResult Run(StepRunner runner, Step step, Func<string>? action = null) =>
        runner
            .RunAsync(step, _ => Task.FromResult(action is null ? "" : action()), TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult();

    /// <summary>Why the last step that ran did so.</summary>
    public IEnumerable<string> LastReasons =>
        Events.OfType<StepEvent.Started>().Last().Reasons.Select(reason => reason.ToString());

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class Recorder(List<StepEvent> events) : IProgress<StepEvent>
    {
        public void Report(StepEvent value)
        {
            lock (events)
                events.Add(value);
        }
    }
}
