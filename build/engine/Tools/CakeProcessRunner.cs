using System.Collections.Concurrent;
using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Tools.Failures;
using Path = System.IO.Path;

namespace Tools;

/// <summary>Starts the processes of Cake's addins as the build starts its own: passed-on output, quiet tools, no orphans.</summary>
public sealed class CakeProcessRunner(ICakeEnvironment environment, ICakeLog log, CancellationToken cancellationToken)
    : IProcessRunner
{
    readonly ConcurrentDictionary<string, PrintedLines> printed = new(StringComparer.Ordinal);

    /// <summary>What the last process printed that ran in a folder.</summary>
    public IReadOnlyList<string> LinesIn(string folder) =>
        printed.TryGetValue(Path.GetFullPath(folder), out var lines) ? lines.All : [];

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var directory = (settings.WorkingDirectory ?? environment.WorkingDirectory).MakeAbsolute(environment);
        var start = new ProcessStartInfo(filePath.FullPath, settings.Arguments?.Render() ?? string.Empty)
        {
            WorkingDirectory = directory.FullPath,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var own = settings.EnvironmentVariables ?? new Dictionary<string, string>();
        ChildEnvironment.Apply(start, own.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        log.Verbose("{0} {1}", filePath.GetFilename(), settings.Arguments?.RenderSafe());
        var lines = printed[Path.GetFullPath(directory.FullPath)] = new PrintedLines();
        return new CakeProcess(start, settings, $"{directory.GetDirectoryName()} | ", log, lines, cancellationToken);
    }
}
