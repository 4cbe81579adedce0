using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Build.Tools;

/// <summary>Starts the processes of Cake's addins as the build starts its own: passed-on output, quiet tools, no orphans.</summary>
public sealed class CakeProcessRunner(ICakeEnvironment environment, ICakeLog log, RunState run) : IProcessRunner
{
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
        return new CakeProcess(start, settings, $"{directory.GetDirectoryName()} | ", log, run.Cancellation);
    }
}
