using System.Diagnostics;
using System.Globalization;

namespace Deployment.Assemblies;

/// <summary>
/// Keeps CDK CLIs from writing an assembly while it is read, by their own convention: <c>synth.lock</c> holds the id of the process
/// that writes, a file <c>read.ID.N.lock</c> that of one that reads; those of processes that have ended count for nothing
/// (aws-cdk-cli, toolkit-lib/lib/api/rwlock.ts).
/// </summary>
public sealed class AssemblyReadLock : IDisposable
{
    const string Writer = "synth.lock";

    static int count;

    readonly string? file;

    AssemblyReadLock(string? file) => this.file = file;

    /// <summary>Whether a file of an assembly's folder is a lock on it, and no part of it.</summary>
    public static bool IsOne(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return fileName == Writer || fileName is ['r', 'e', 'a', 'd', '.', .., '.', 'l', 'o', 'c', 'k'];
    }

    /// <exception cref="BuildException">A process is writing the assembly.</exception>
    public static AssemblyReadLock Take(string directory)
    {
        if (WriterOf(directory) is { } writer)
            throw new BuildException(
                new Finding(
                    FindingCodes.AssemblyInWriting,
                    $"The Cloud Assembly {directory} is being written by process {writer}",
                    [$"{Path.Combine(directory, Writer)} says so, as CDK CLIs leave it while they synthesize"],
                    $"run it again once that process has ended; where it does not synthesize: rm {Path.Combine(directory, Writer)}"
                )
            );
        var file = Path.Combine(
            directory,
            string.Create(
                CultureInfo.InvariantCulture,
                $"read.{Environment.ProcessId}.{Interlocked.Increment(ref count)}.lock"
            )
        );
        try
        {
            File.WriteAllText(file, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where this process may not write, it is read all the same.
            return new(null);
        }
    }

    public void Dispose()
    {
        if (file is not null)
            File.Delete(file);
    }

    static int? WriterOf(string directory)
    {
        try
        {
            return
                int.TryParse(
                    File.ReadAllText(Path.Combine(directory, Writer)),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var id
                ) && IsRunning(id)
                ? id
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
