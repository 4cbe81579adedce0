using Settings.Projects;

namespace Settings;

/// <summary>Reads what the settings say of the pipeline, noting everything that is wrong.</summary>
static class PipelineReader
{
    public static PipelineSettings ReadPipeline(
        JsonReader json,
        IReadOnlyList<EnvironmentSettings> environments,
        IReadOnlyList<Project> projects
    )
    {
        if (json.IsMissing)
            return WaveChecks.Check(json["waves"], new([]), environments, projects);
        json = json.WithProperties(
            "verbose",
            "buildImage",
            "computeType",
            "timeoutMinutes",
            "privileged",
            "logRetentionDays",
            "cachePackages",
            "waves"
        );
        foreach (var flag in (string[])["verbose", "privileged", "cachePackages"])
            json[flag].OptionalFlag();
        json["buildImage"].OptionalText();
        json["computeType"].OptionalText();
        // CodeBuild's own bounds (CodeBuild API Reference, CreateProject).
        var timeout = json["timeoutMinutes"].OptionalNumber(5, 2160);
        json["logRetentionDays"].OptionalNumber(1, 3653);
        List<string> names = [.. environments.Select(environment => environment.Name)];
        return WaveChecks.Check(
            json["waves"],
            new([.. json["waves"].Items(optional: true).Select(wave => ReadWave(wave, names, projects))])
            {
                TimeoutMinutes = timeout ?? new PipelineSettings([]).TimeoutMinutes,
            },
            environments,
            projects
        );
    }

    static WaveSettings ReadWave(JsonReader json, IReadOnlyList<string> environments, IReadOnlyList<Project> projects)
    {
        json = json.WithProperties("name", "approval", "releases");
        return new WaveSettings(
            json["name"].Text(TextFormat.EnvironmentName),
            json["approval"].OptionalFlag() ?? false,
            [.. json["releases"].Items().Select(release => ReadRelease(release, environments, projects))]
        );
    }

    static ReleaseSettings ReadRelease(
        JsonReader json,
        IReadOnlyList<string> environments,
        IReadOnlyList<Project> projects
    )
    {
        json = json.WithProperties("name", "projects", "environments", "shards");
        var chosen = json["environments"].Items(optional: true);
        foreach (var item in chosen)
        {
            if (item.Text() is { Length: > 0 } name && !environments.Contains(name))
                json.Problems.AddNoneOf(item.Path, name, "an environment", environments);
        }

        List<string> released = [.. projects.Where(project => !project.Releases).Select(project => project.Name)];
        var named = json["projects"].Items(optional: true);
        foreach (var item in named)
        {
            if (item.Text() is { Length: > 0 } name && !released.Contains(name))
                json.Problems.AddNoneOf(item.Path, name, "a project to release", released);
        }

        return new ReleaseSettings(
            json["name"].Text(TextFormat.EnvironmentName),
            [.. chosen.Select(item => item.Element?.ToString() ?? "")],
            json["shards"].OptionalNumber(1, 100) ?? 1
        )
        {
            Projects = [.. named.Select(item => item.Element?.ToString() ?? "")],
        };
    }
}
