using Build.Projects;

namespace Build.Settings;

/// <summary>Where the pipeline takes its source from; which of the properties there are depends on the type.</summary>
/// <param name="Type">github, connection, codecommit or s3.</param>
/// <param name="Properties">What the type needs: owner, repository, branch, tokenSecret, connectionArn, bucket, key ...</param>
public sealed record SourceSettings(string Type, IReadOnlyDictionary<string, string> Properties);

/// <summary>How the pipeline is built. What is left out has the default that pipeline/src/settings.ts names.</summary>
/// <param name="Waves">What it releases, wave after wave; none: everything at once.</param>
public sealed record PipelineSettings(IReadOnlyList<WaveSettings> Waves)
{
    /// <summary>The names of the projects that its waves release.</summary>
    public IReadOnlySet<string> ProjectsOf(IReadOnlyList<Project> projects)
    {
        string[] all = [.. projects.Where(project => !project.Releases).Select(project => project.Name)];
        var named = Waves
            .SelectMany(wave => wave.Releases)
            .SelectMany(release => release.Projects.Count > 0 ? release.Projects : all)
            .ToHashSet(StringComparer.Ordinal);
        return named.Count > 0 ? named : [.. all];
    }
}

/// <param name="Approval">Whether somebody has to say yes first.</param>
public sealed record WaveSettings(string Name, bool Approval, IReadOnlyList<ReleaseSettings> Releases);

/// <param name="Environments">Names of environments; none: all.</param>
/// <param name="Shards">How many builds share the work.</param>
public sealed record ReleaseSettings(string Name, IReadOnlyList<string> Environments, int Shards)
{
    /// <summary>Names of projects; none: all but the pipeline.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];
}
