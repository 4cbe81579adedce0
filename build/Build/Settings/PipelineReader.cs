using Build.Projects;

namespace Build.Settings;

/// <summary>Reads what the settings say of the pipeline and its source, noting everything that is wrong.</summary>
static class PipelineReader
{
    /// <summary>What each type of source needs, and what it may have besides.</summary>
    static readonly Dictionary<string, (string[] Needs, string[] MayHave)> sources = new(StringComparer.Ordinal)
    {
        ["github"] = (["owner", "repository", "branch", "tokenSecret"], ["tokenField", "tokenVersion", "tokenKey"]),
        ["connection"] = (["owner", "repository", "branch", "connectionArn"], []),
        ["codecommit"] = (["repository", "branch"], []),
        ["s3"] = (["bucket", "key"], []),
    };

    /// <param name="isNeeded">Whether there is a pipeline.</param>
    public static SourceSettings ReadSource(JsonReader json, bool isNeeded)
    {
        if (json.IsMissing)
        {
            if (isNeeded)
                json.Problems.Add(json.Path, "is missing", "say what the pipeline follows: type and what that needs");
            return new SourceSettings("", new Dictionary<string, string>());
        }
        var type = json["type"].Text();
        if (!sources.TryGetValue(type, out var source))
        {
            json.WithProperties([
                .. sources.Values.SelectMany(s => s.Needs.Concat(s.MayHave)).Append("type").Distinct(),
            ]);
            if (type.Length > 0)
                json.Problems.AddNoneOf(json["type"].Path, type, "a type of source", [.. sources.Keys]);
            return new SourceSettings(type, new Dictionary<string, string>());
        }

        json = json.WithProperties([.. source.Needs.Prepend("type"), .. source.MayHave]);
        var properties = new Dictionary<string, string>();
        foreach (var name in source.Needs)
            properties[name] = json[name].Text();
        foreach (var name in source.MayHave)
        {
            if (json[name].OptionalText() is { } text)
                properties[name] = text;
        }

        return new SourceSettings(type, properties);
    }

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
        json["timeoutMinutes"].OptionalNumber(5, 2160);
        json["logRetentionDays"].OptionalNumber(1, 3653);
        List<string> names = [.. environments.Select(environment => environment.Name)];
        return WaveChecks.Check(
            json["waves"],
            new([.. json["waves"].Items(optional: true).Select(wave => ReadWave(wave, names, projects))]),
            environments,
            projects
        );
    }

    static WaveSettings ReadWave(JsonReader json, IReadOnlyList<string> environments, IReadOnlyList<Project> projects)
    {
        json = json.WithProperties("name", "approval", "releases");
        return new WaveSettings(
            json["name"].Text(Shape.EnvironmentName),
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
            json["name"].Text(Shape.EnvironmentName),
            [.. chosen.Select(item => item.Element?.ToString() ?? "")],
            json["shards"].OptionalNumber(1, 100) ?? 1
        )
        {
            Projects = [.. named.Select(item => item.Element?.ToString() ?? "")],
        };
    }
}
