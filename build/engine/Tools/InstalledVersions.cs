using System.Collections.Concurrent;
using Fingerprints.Versions;

namespace Tools;

/// <summary>The versions of the tools that steps run with, each found out once.</summary>
public sealed class InstalledVersions(string root, ChildProcesses processes, YarnTool yarn)
{
    readonly ConcurrentDictionary<string, Lazy<Task<string?>>> known = new();
    readonly Lazy<ToolVersions> versions = new(() => new(new(root)));

    /// <summary>By name, as a step declares them.</summary>
    public IReadOnlyDictionary<string, string> Of(params Tool[] tools) =>
        tools.ToDictionary(tool => tool.ToString().ToLowerInvariant(), Of);

    /// <summary>What a program answers to --version; null when it does not.</summary>
    public Task<string?> OfAsync(string program) =>
        known
            .GetOrAdd(
                program,
                _ => new(() => versions.Value.FindAsync(program, () => processes.VersionOfAsync(program)))
            )
            .Value;

    // Setup has asked already, of all tools that the tasks to run need.
    string Of(Tool tool) =>
        tool switch
        {
            Tool.Yarn => yarn.Version,
            Tool.DotNet => Sdks(Programs.Find("dotnet")),
            _ => Programs.Find("node") is { } program ? OfAsync(program).GetAwaiter().GetResult() ?? "" : "",
        };

    /// <summary>The SDKs beside the launcher, out of which global.json chooses: reading a folder is quicker than asking.</summary>
    static string Sdks(string? launcher)
    {
        if (launcher is null)
            return "";
        var file = File.ResolveLinkTarget(launcher, returnFinalTarget: true)?.FullName ?? launcher;
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "sdk");
        return Directory.Exists(folder)
            ? string.Join(' ', Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal))
            : "";
    }
}
