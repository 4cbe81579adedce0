using Settings.Projects;

namespace Settings;

/// <summary>Where the pipeline takes its source from; which of the properties there are depends on the type.</summary>
/// <param name="Type">github, connection, codecommit, s3, githubActions or webIdentity.</param>
/// <param name="Properties">What the type needs: owner, repository, branch, tokenSecret, connectionArn, bucket, key ...</param>
public sealed record SourceSettings(string Type, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>GitHub Actions release, by a workflow that the releasing project generates.</summary>
    public const string GitHubActions = "githubActions";

    /// <summary>Another build system releases, with tokens of its own issuer.</summary>
    public const string WebIdentity = "webIdentity";

    /// <summary>Whether a build system outside AWS releases, with roles that it assumes by web identity.</summary>
    public bool IsOutsideAws => Type is GitHubActions or WebIdentity;

    /// <summary>Whose tokens they are; null where CodePipeline releases.</summary>
    public WebIdentitySettings? Identity { get; init; }
}

/// <summary>Whose tokens open the roles of releases and comparisons.</summary>
/// <param name="Issuer">The URL of the OpenID Connect issuer, as its tokens name it.</param>
/// <param name="Audience">For whom the tokens are, by their claim aud.</param>
/// <param name="ReleaseSubjects">The claims sub of jobs that release; of GitHub Actions none, since they follow from the waves.</param>
/// <param name="DiffSubjects">Those of jobs that only read.</param>
public sealed record WebIdentitySettings(
    string Issuer,
    string Audience,
    IReadOnlyList<string> ReleaseSubjects,
    IReadOnlyList<string> DiffSubjects
);

/// <summary>How the pipeline is built. What is left out has the default that pipeline/src/settings.ts names.</summary>
/// <param name="Waves">What it releases, wave after wave; none: everything at once.</param>
public sealed record PipelineSettings(IReadOnlyList<WaveSettings> Waves)
{
    /// <summary>How long a release may take; CodeBuild's default.</summary>
    public int TimeoutMinutes { get; init; } = 60;

    /// <summary>The waves, and where there are none the one that releases everything.</summary>
    public IReadOnlyList<WaveSettings> AllWaves =>
        Waves.Count > 0 ? Waves : [new("Release", Approval: false, [new("Infra", [], Shards: 1)])];

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
