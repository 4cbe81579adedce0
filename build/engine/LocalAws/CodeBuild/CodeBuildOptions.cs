using LocalAws.CodeBuild.Builds;

namespace LocalAws.CodeBuild;

/// <summary>What stands in for the image, the network and the machines of CodeBuild: builds run on this machine, each in a folder of its own.</summary>
public sealed record CodeBuildOptions
{
    /// <summary>Where builds get their folders; null for the folder of temporary files, whose path is short enough for sockets.</summary>
    public string? SandboxDirectory { get; init; }

    /// <summary>Whether a build's folder stays after it.</summary>
    public bool KeepsSandboxes { get; init; }

    /// <summary>The programs that a build finds, those that it installs itself in front of them.</summary>
    public string Path { get; init; } = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Variables that the image would set, such as DOTNET_ROOT.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that each build finds in its HOME, such as .npmrc, by their path there: copied, readable by their owner alone.</summary>
    public IReadOnlyDictionary<string, string> HomeFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Folders that all builds share, such as .nuget/packages, by their path in HOME: links to folders of this machine. No cache keeps them.</summary>
    public IReadOnlyDictionary<string, string> SharedFolders { get; init; } = new Dictionary<string, string>();

    /// <summary>How many builds run at the same time; more are queued.</summary>
    public int ConcurrentBuilds { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>How long any build may take, whatever its project allows.</summary>
    public TimeSpan LongestBuild { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Told each build whenever it comes further. From many threads.</summary>
    public Action<BuildRecord> Changed { get; init; } = _ => { };

    /// <summary>Told each line of each build's log, without secrets: the build's ARN and the line. From many threads.</summary>
    public Action<string, string> Log { get; init; } = (_, _) => { };
}
