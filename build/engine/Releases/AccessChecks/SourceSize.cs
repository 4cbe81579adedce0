using System.Diagnostics;
using Tools;

namespace Releases.AccessChecks;

/// <summary>The size of what a source action takes: the files that git knows.</summary>
static class SourceSize
{
    /// <summary>Null where git does not say, as in a build of the pipeline, whose source is no repository.</summary>
    public static long? Of(string root)
    {
        if (Programs.Find("git") is not { } git || !Path.Exists(Path.Combine(root, ".git")))
            return null;
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(git, ["ls-files", "-z"])
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        ChildProcesses.Start(process, "git");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var names = process.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0
            ? names
                .Select(name => new FileInfo(Path.Combine(root, name)))
                .Where(file => file.Exists)
                .Sum(file => file.Length)
            : null;
    }
}
