using System.Globalization;
using Tools;

namespace Releases.Repositories;

/// <summary>When the sources of a repository were last changed: the last commit, or what has been edited since.</summary>
static class SourceTime
{
    /// <summary>Null where Git cannot tell.</summary>
    public static async Task<DateTimeOffset?> OfAsync(string root, ChildProcesses processes)
    {
        if (Programs.Find("git") is null)
            return null;
        var committed = await LinesAsync("log", "-1", "--format=%ct");
        if (committed is not [var seconds] || !long.TryParse(seconds, CultureInfo.InvariantCulture, out var time))
            return null;
        var edited = await LinesAsync("ls-files", "--modified", "--others", "--exclude-standard", "-z") ?? [];
        return edited
            .SelectMany(line => line.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            .Select(path => new FileInfo(Path.Combine(root, path)))
            .Where(file => file.Exists)
            .Select(file => new DateTimeOffset(file.LastWriteTimeUtc))
            .Append(DateTimeOffset.FromUnixTimeSeconds(time))
            .Max();

        async Task<IReadOnlyList<string>?> LinesAsync(params string[] arguments)
        {
            var lines = new List<string>();
            var command = new Command("git", arguments, root, "git")
            {
                OnLine = line =>
                {
                    lines.Add(line);
                    return false;
                },
            };
            return await processes.RunAsync(command) == 0 ? lines : null;
        }
    }
}
