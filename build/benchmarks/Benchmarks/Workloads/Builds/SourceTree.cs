using Benchmarks.Measurements;

namespace Benchmarks.Workloads.Builds;

/// <summary>A clone of this repository as it is now, with what is not committed yet, and nothing that a build has made.</summary>
sealed class SourceTree(string folder)
{
    public string Folder => folder;

    /// <summary>The repository that the benchmarks are run in.</summary>
    /// <exception cref="BenchmarkException">They are run elsewhere.</exception>
    public static string FindRepository()
    {
        for (var candidate = Directory.GetCurrentDirectory(); candidate is not null; )
        {
            if (File.Exists(Path.Combine(candidate, "build.sh")))
                return candidate;
            candidate = Path.GetDirectoryName(candidate);
        }
        throw new BenchmarkException("Builds are measured on copies of the repository: run this in it.");
    }

    /// <summary>Makes it anew.</summary>
    public async Task CloneAsync(string repository, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        const string script =
            "git -C \"$1\" ls-files -z --cached --others --exclude-standard "
            + "| tar --directory \"$1\" --create --null --files-from=- --ignore-failed-read --file=- "
            + "| tar --extract --file=- && git init --quiet && git add --all";
        await ChildMeter.RunAsync(
            new("bash", ["-c", script, "bash", repository]) { WorkingDirectory = folder },
            cancellationToken
        );
    }

    /// <summary>Changes a file as somebody at work does: one text for another, each time a new one.</summary>
    public void Edit(string file, string text, string edited)
    {
        var path = Path.Combine(folder, file);
        var before = File.ReadAllText(path);
        var start = before.IndexOf(text, StringComparison.Ordinal);
        var end = start < 0 ? -1 : before.IndexOf('\'', start);
        if (end < 0)
            throw new BenchmarkException($"{file} has no '{text}' to be edited");
        File.WriteAllText(path, $"{before[..start]}{text} {edited}{before[end..]}");
    }
}
