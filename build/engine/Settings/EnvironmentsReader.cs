using Deployment.ParameterValues;
using Settings.Projects;

namespace Settings;

/// <summary>Reads the environments, noting everything that is wrong with them and with what tells them apart.</summary>
/// <param name="projects">All of them: an environment may name some.</param>
sealed class EnvironmentsReader(CicdSettings cicd, IReadOnlyList<Project> projects)
{
    readonly List<EnvironmentSettings> environments = [];

    public IReadOnlyList<EnvironmentSettings> Read(JsonReader json)
    {
        var items = json.Items();
        if (items.Count == 0 && json.Element?.ValueKind == System.Text.Json.JsonValueKind.Array)
            json.Problems.Add(json.Path, "is empty", "name an environment that projects are deployed into");
        foreach (var item in items)
        {
            var environment = ReadEnvironment(item);
            Compare(item, environment);
            environments.Add(environment);
        }
        return environments;
    }

    /// <summary>By [Stack:]Key; a value may be empty.</summary>
    public static Dictionary<string, string> ReadParameters(JsonReader json)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in json.Entries())
            if (ParameterAssignment.TryCreate(key, "", "") is null)
                json.Problems.Add(value.Path, "is not a parameter: [Stack:]Key, the key of letters and digits");
            else if (!parameters.TryAdd(key, value.TextOrEmpty()))
                json.Problems.Add(value.Path, "stands there twice");
        return parameters;
    }

    EnvironmentSettings ReadEnvironment(JsonReader item)
    {
        item.WithProperties(
            "name",
            "account",
            "region",
            "stackPrefix",
            "projects",
            "values",
            "released",
            "chains",
            "bootstrap",
            "parameters"
        );
        var name = item["name"].Text(TextFormat.EnvironmentName);
        return new(name, item["account"].Text(TextFormat.Account), item["region"].Region())
        {
            StackPrefix = item["stackPrefix"].OptionalText(TextFormat.StackPrefix) ?? name.Replace('_', '-'),
            Projects = ReadProjects(item["projects"]),
            IsReleased = item["released"].OptionalFlag() ?? true,
            Chains = CredentialsReader.ReadChains(item["chains"], optional: true),
            Bootstrap = BootstrapReader.ReadOverride(item["bootstrap"]),
            Parameters = ReadParameters(item["parameters"]),
        };
    }

    /// <returns>Null, all of them, also where the list is wrong.</returns>
    List<string>? ReadProjects(JsonReader json)
    {
        if (json.IsMissing)
            return null;
        List<string> known = [.. projects.Where(project => !project.Releases).Select(project => project.Name)];
        var items = json.Items();
        if (items.Count == 0 && json.Element?.ValueKind == System.Text.Json.JsonValueKind.Array)
            json.Problems.Add(json.Path, "is empty", "name a project, or leave the setting out: all projects");
        var names = new List<string>();
        foreach (var item in items)
        {
            if (item.Text() is not { Length: > 0 } name)
                continue;
            if (!known.Contains(name))
                json.Problems.AddNoneOf(item.Path, name, "a project that goes into environments", known);
            else if (names.Contains(name))
                json.Problems.Add(item.Path, $"is '{name}' a second time");
            names.Add(name);
        }
        return names.Count > 0 && names.TrueForAll(known.Contains) ? names : null;
    }

    void Compare(JsonReader item, EnvironmentSettings environment)
    {
        if (environments.FindIndex(other => other.Name == environment.Name) is >= 0 and var named)
            item.Problems.Add($"{item.Path}.name", $"is '{environment.Name}', as $.environments[{named}] is");
        else if (
            environment.StackPrefix.Length > 0
            && environments.FindIndex(other => other.StackPrefix == environment.StackPrefix) is >= 0 and var begun
        )
            item.Problems.Add(
                item["stackPrefix"].IsMissing ? $"{item.Path}.name" : $"{item.Path}.stackPrefix",
                $"lets names of stacks begin with '{environment.StackPrefix}', as those of $.environments[{begun}] do",
                "give each environment a stackPrefix of its own"
            );
        if (
            environment.Name == CicdSettings.Name
            && (environment.Account, environment.Region) != (cicd.Account, cicd.Region)
        )
            item.Problems.Add($"{item.Path}.name", $"is '{CicdSettings.Name}', which is $.cicd");
        if (
            environments.FindIndex(other => (other.Account, other.Region) == (environment.Account, environment.Region))
            is >= 0
                and var placed
        )
            item.Problems.Add(item.Path, $"has the account and region of $.environments[{placed}]");
    }
}
