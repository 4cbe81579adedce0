namespace Settings;

/// <summary>The claims sub of the tokens that GitHub gives to jobs.</summary>
/// <remarks>GitHub Docs, "OpenID Connect reference", "Example subject claims": https://docs.github.com/en/actions/reference/security/oidc.</remarks>
static class GitHubSubjects
{
    /// <summary>Of the job of a wave: one with an approval runs in the environment of GitHub that has the wave's name, the others on the branch.</summary>
    public static string OfWave(SourceSettings source, WaveSettings wave) =>
        wave.Approval ? $"{Of(source)}:environment:{wave.Name}" : OfBranch(source);

    /// <summary>Of jobs that only read: those of pull requests, and the synthesis of a release.</summary>
    public static IReadOnlyList<string> OfReading(SourceSettings source) =>
        [$"{Of(source)}:pull_request", OfBranch(source)];

    static string OfBranch(SourceSettings source) => $"{Of(source)}:ref:refs/heads/{source.Properties["branch"]}";

    static string Of(SourceSettings source) => $"repo:{source.Properties["owner"]}/{source.Properties["repository"]}";
}
