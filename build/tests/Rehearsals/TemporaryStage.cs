using System.Diagnostics;

namespace Build.Tests.Rehearsals;

/// <summary>A folder of tools that are shell scripts, and of the pipes by which they are held up.</summary>
sealed class TemporaryStage : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stage-");

    public TemporaryStage()
    {
        using var process = Process.Start("mkfifo", [Path.Combine(Folder, "reached"), Path.Combine(Folder, "go")]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"mkfifo exited {process.ExitCode}.");
    }

    public string Folder => folder.FullName;

    public void AddTool(string name, params string[] parts)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, string.Join('\n', [.. parts.Prepend("#!/bin/sh"), ""]));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
