using System.Globalization;
using Fingerprints;

namespace Build.Tests.Fingerprints;

/// <summary>A checkout with two steps, and beside it a plain model of what each depends on.</summary>
internal sealed class EditedWorld : IDisposable
{
    /// <summary>The first two belong to the first step, the next three to the second, the last three to neither.</summary>
    private static readonly string[] Paths =
    [
        "a/one",
        "a/sub/two",
        "b/one",
        "b/x.ts",
        "b/kept.log",
        "b/other.log",
        "c/one",
        "b/skipped/one",
    ];

    private readonly Dictionary<string, (string Content, bool IsExecutable)> _files = [];
    private readonly Dictionary<string, string> _lastKeys = [];
    private readonly HashSet<string> _damaged = [];
    private readonly Dictionary<string, string> _settings = new() { ["account"] = "1" };
    private string _tool = "20";
    private string _argument = "--all";

    public EditedWorld()
    {
        Checkout.Write(".gitignore", "*.log\n/out\n/build\n");
        foreach (var path in Paths)
            Put(path, "0");
        Checkout.Git("add", "--all");
        Checkout.Git("commit", "--quiet", "-m", "one");
    }

    public TemporaryCheckout Checkout { get; } = new();

    public void Dispose() => Checkout.Dispose();

    public IReadOnlyList<Step> Steps =>
        [
            new("app", "first")
            {
                Inputs = ["a/**"],
                Outputs = ["out/first/"],
                StartsClean = true,
            },
            new("app", "second")
            {
                Inputs = ["b/**", "!b/skipped/**"],
                IgnoredInputs = ["b/kept.log"],
                Arguments = [_argument],
                Settings = _settings,
                Tools = new Dictionary<string, string> { ["node"] = _tool },
                Variables = ["USED"],
                After = ["app first"],
                Outputs = ["out/second.txt"],
            },
        ];

    public void Apply(Edit edit)
    {
        var present = _files.Keys.Order(StringComparer.Ordinal).ToList();
        var path = present.Count == 0 ? Paths[0] : present[edit.Which % present.Count];
        var output = edit.Which % 2 == 0 ? "out/first/a" : "out/second.txt";
        var stepOfOutput = edit.Which % 2 == 0 ? "app first" : "app second";
        var value = (edit.Value % 3).ToString(CultureInfo.InvariantCulture);
        switch (edit.Kind)
        {
            case EditKind.Content:
                Put(Paths[edit.Which % Paths.Length], value);
                break;
            case EditKind.Rename when present.Count > 0:
                var target = $"{Path.GetDirectoryName(path)}/renamed{value}";
                File.Move(Checkout.PathOf(path), Checkout.PathOf(target), overwrite: true);
                _files.Remove(path, out var moved);
                _files[target] = moved;
                break;
            case EditKind.Delete when present.Count > 0:
                File.Delete(Checkout.PathOf(path));
                _files.Remove(path);
                break;
            case EditKind.Mode when present.Count > 0 && !OperatingSystem.IsWindows():
                var isExecutable = edit.Value % 2 == 0;
                File.SetUnixFileMode(
                    Checkout.PathOf(path),
                    (UnixFileMode)(isExecutable ? 0b111_101_101 : 0b110_100_100)
                );
                _files[path] = (_files[path].Content, isExecutable);
                break;
            case EditKind.Touch when present.Count > 0:
                File.SetLastWriteTimeUtc(Checkout.PathOf(path), DateTime.UnixEpoch.AddDays(edit.Value));
                break;
            case EditKind.Variable:
                Checkout.Variables[edit.Which % 2 == 0 ? "USED" : "UNUSED"] = value;
                break;
            case EditKind.Setting:
                _settings["account"] = value;
                break;
            case EditKind.Tool:
                _tool = value;
                break;
            case EditKind.Argument:
                _argument = value;
                break;
            case EditKind.TamperWithOutput when Damage(stepOfOutput):
                Checkout.Write(output, "tampered");
                break;
            case EditKind.DeleteOutput when Damage(stepOfOutput):
                File.Delete(Checkout.PathOf(output));
                break;
            case EditKind.AddOutput when Damage("app first"):
                Checkout.Write("out/first/stray", "stray");
                break;
            case EditKind.TouchOutput when File.Exists(Checkout.PathOf(output)):
                File.SetLastWriteTimeUtc(Checkout.PathOf(output), DateTime.UnixEpoch.AddDays(edit.Value));
                break;
            case EditKind.AddToIndex:
                Checkout.Git("add", "--all");
                break;
            default:
                break;
        }
    }

    /// <summary>The ids of the steps that ought to run, by the model.</summary>
    public IReadOnlyList<string> Expected =>
        [
            .. Steps
                .Select(step => step.Id)
                .Where(id => _damaged.Contains(id) || _lastKeys.GetValueOrDefault(id) != KeyOf(id)),
        ];

    /// <summary>Runs both steps; the ids of those that ran.</summary>
    public IReadOnlyList<string> Run(StepRunnerOptions options)
    {
        using var runner = Checkout.Runner(options);
        var ran = Steps.Where(step => TemporaryCheckout.Run(runner, step, () => Produce(step.Id)).HasRun).ToList();
        foreach (var step in Steps)
            _lastKeys[step.Id] = KeyOf(step.Id);
        _damaged.Clear();
        return [.. ran.Select(step => step.Id)];
    }

    /// <summary>What a clean build has in its outputs.</summary>
    public IEnumerable<(string Path, string Content)> CleanOutputs =>
        [("out/first/a", KeyOf("app first")), ("out/second.txt", KeyOf("app second"))];

    public IEnumerable<(string Path, string Content)> Outputs =>
        Directory
            .EnumerateFiles(Checkout.PathOf("out"), "*", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(Checkout.Root, file), File.ReadAllText(file)))
            .Order();

    private string Produce(string id)
    {
        Checkout.Write(id == "app first" ? "out/first/a" : "out/second.txt", KeyOf(id));
        return "";
    }

    private string KeyOf(string id)
    {
        var folder = id == "app first" ? "a/" : "b/";
        var files = _files
            .Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal))
            .Where(file => !file.Key.StartsWith("b/skipped/", StringComparison.Ordinal))
            .Where(file => file.Key == "b/kept.log" || !file.Key.EndsWith(".log", StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"{file.Key}={file.Value}");
        var others =
            id == "app first"
                ? ""
                : $"{_settings["account"]} {_tool} {_argument} {Checkout.Variables.GetValueOrDefault("USED")} {KeyOf("app first")}";
        return $"{string.Join(';', files)} {others}";
    }

    private bool Damage(string id) =>
        _lastKeys.ContainsKey(id)
        && File.Exists(Checkout.PathOf(id == "app first" ? "out/first/a" : "out/second.txt"))
        && (_damaged.Add(id) || true);

    private void Put(string path, string content)
    {
        var isExecutable = _files.TryGetValue(path, out var file) && file.IsExecutable;
        Checkout.Write(path, content);
        _files[path] = (content, isExecutable);
    }
}
