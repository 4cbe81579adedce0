using System.Diagnostics;
using Build.Tests.Fingerprints;
using Fingerprints;
using Fingerprints.Observations;
using Steps.Traces;

namespace Build.Tests.Steps.Traces;

/// <summary>A program of node as a step: app/main.js, which declares nothing and is observed. Beside it lies a folder outside the checkout.</summary>
sealed class ObservedApp : IDisposable
{
    readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("outside-");
    readonly Step step = new("app", "synth") { Outputs = ["app/out/"], StartsClean = true };

    public ObservedApp()
    {
        Write("package.json", "{}");
        foreach (var name in (string[])["PATH", "HOME"])
            Checkout.Variables[name] = Environment.GetEnvironmentVariable(name)!;
    }

    /// <summary>What it was seen to read when it last ran.</summary>
    public IReadOnlyList<Observation> Seen { get; private set; } = [];

    public TemporaryCheckout Checkout { get; } = new();

    public string Folder => Checkout.PathOf("app");

    public string Outside => outside.FullName;

    public void Dispose()
    {
        Checkout.Dispose();
        outside.Delete(recursive: true);
    }

    public void Write(string path, string content) => Checkout.Write($"app/{path}", content);

    public void WriteOutside(string path, string content)
    {
        var full = Path.Combine(Outside, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>Why the step ran, or null where it was skipped.</summary>
    public async Task<string?> RunAsync()
    {
        Checkout.Events.Clear();
        using var runner = Checkout.Runner();
        var result = await runner.RunAsync(
            step,
            async _ =>
            {
                using var trace = new NodeTrace(Checkout.Root, Folder);
                var (code, output) = Start(trace.Environment(new Dictionary<string, string?>()));
                Assert.True(code == 0, output);
                Seen = trace.Read("the app");
                return new StepOutcome(output, Seen);
            },
            TestContext.Current.CancellationToken
        );
        return !result.HasRun
            ? null
            : string.Join(
                '\n',
                Checkout
                    .Events.SelectMany(one =>
                        one switch
                        {
                            StepEvent.Started started => started.Reasons,
                            StepEvent.NotRecorded not => not.Reasons,
                            _ => [],
                        }
                    )
                    .Select(reason => reason.ToString())
            );
    }

    /// <summary>What the app makes now, kept by the last run.</summary>
    public string Kept => Checkout.Read("app/out/result");

    /// <summary>What the app makes, when it is started anew and unobserved.</summary>
    public string Anew()
    {
        var kept = Kept;
        var (code, output) = Start(new Dictionary<string, string?>());
        Assert.True(code == 0, output);
        var anew = Kept;
        Checkout.Write("app/out/result", kept);
        return anew;
    }

    (int Code, string Output) Start(IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo("node", ["main.js"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment.Concat(Variables))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    IEnumerable<KeyValuePair<string, string?>> Variables =>
        Checkout.Variables.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value));
}
