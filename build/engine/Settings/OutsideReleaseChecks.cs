using Settings.Projects;

namespace Settings;

/// <summary>What the settings say of a pipeline, where GitHub Actions or another system outside AWS releases.</summary>
static class OutsideReleaseChecks
{
    /// <summary>What CodeBuild alone takes.</summary>
    static readonly string[] ofCodeBuild =
    [
        "buildImage",
        "computeType",
        "privileged",
        "logRetentionDays",
        "cachePackages",
    ];

    /// <summary>A job of GitHub's own runners takes six hours at most (GitHub Docs, "Actions limits").</summary>
    const int LongestJob = 360;

    /// <summary>What is left of IAM's 64 characters for a role's name behind cdk-, the qualifier and -release-.</summary>
    const int LongestWave = 40;

    public static void Check(JsonReader root, BuildSettings settings, IReadOnlyList<Project> projects)
    {
        if (!settings.Source.IsOutsideAws)
            return;
        var pipeline = root["pipeline"];
        foreach (var name in ofCodeBuild)
            if (!pipeline[name].IsMissing)
                pipeline.Problems.Add(
                    pipeline[name].Path,
                    $"is for CodePipeline, and $.source.type is {settings.Source.Type}",
                    "leave it out"
                );
        if (settings.Source.Type != SourceSettings.GitHubActions)
            return;
        if (!projects.Any(project => project.Releases))
            pipeline.Problems.Add(
                root["source"]["type"].Path,
                $"is {SourceSettings.GitHubActions}, and no project releases, whose .projenrc.ts generates the workflows",
                "keep pipeline/, and name it in projects with \"releases\": true"
            );
        if (settings.Pipeline.TimeoutMinutes > LongestJob)
            pipeline.Problems.Add(
                pipeline["timeoutMinutes"].Path,
                $"is {settings.Pipeline.TimeoutMinutes}: a job of GitHub Actions takes {LongestJob} minutes at most"
            );
        CheckWaves(pipeline["waves"], settings.Pipeline.Waves);
    }

    /// <summary>A wave is a job, an environment of GitHub and a role: neither tells capitals from small letters.</summary>
    static void CheckWaves(JsonReader json, IReadOnlyList<WaveSettings> waves)
    {
        for (var index = 0; index < waves.Count; index++)
        {
            var name = waves[index].Name;
            var first = waves.ToList().FindIndex(wave => wave.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (name.Length > 0 && first < index)
                json.Problems.Add($"{json.Path}[{index}].name", $"is '{name}', as {json.Path}[{first}] is");
            if (name.Length > LongestWave)
                json.Problems.Add(
                    $"{json.Path}[{index}].name",
                    $"has {name.Length} letters: the name of its role leaves room for {LongestWave}"
                );
        }
    }
}
