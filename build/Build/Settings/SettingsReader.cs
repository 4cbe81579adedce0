using Deployment.ParameterValues;

namespace Build.Settings;

/// <summary>Reads the settings out of JSON, noting everything that is wrong.</summary>
static class SettingsReader
{
    /// <param name="root">The document.</param>
    /// <param name="folder">The repository's root; null where folders are not looked at.</param>
    public static BuildSettings Read(JsonReader root, string? folder = null)
    {
        root.WithProperties(
            "$schema",
            "qualifier",
            "organization",
            "cicd",
            "environments",
            "projects",
            "roles",
            "credentials",
            "bootstrap",
            "source",
            "pipeline",
            "localAws"
        );
        var qualifier = root["qualifier"].Text(Shape.Qualifier);
        var cicd = ReadCicd(root["cicd"]);
        var environments = ReadEnvironments(root["environments"], cicd);
        var projects = ProjectsReader.Read(root["projects"], folder);
        var settings = new BuildSettings(
            qualifier,
            cicd,
            environments,
            ReadRoles(root["roles"]),
            CredentialsReader.Read(root["credentials"]),
            BootstrapReader.Read(root["bootstrap"]),
            PipelineReader.ReadSource(root["source"]),
            PipelineReader.ReadPipeline(
                root["pipeline"],
                [.. environments.Select(environment => environment.Name)],
                projects
            )
        );
        settings = settings with
        {
            Organization = root["organization"].OptionalText(Shape.Organization),
            Projects = projects,
        };
        return settings with { LocalAws = LocalAwsReader.Read(root["localAws"], settings.Accounts) };
    }

    static CicdSettings ReadCicd(JsonReader json)
    {
        json = json.WithProperties("account", "region", "bootstrap", "parameters");
        return new(json["account"].Text(Shape.Account), json["region"].Text(Shape.Region))
        {
            Bootstrap = BootstrapReader.ReadOverride(json["bootstrap"]),
            Parameters = ReadParameters(json["parameters"]),
        };
    }

    /// <summary>By [Stack:]Key; a value may be empty.</summary>
    static Dictionary<string, string> ReadParameters(JsonReader json)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in json.Entries())
            if (ParameterAssignment.TryCreate(key, "", "") is null)
                json.Problems.Add(value.Path, "is not a parameter: [Stack:]Key, the key of letters and digits");
            else if (!parameters.TryAdd(key, value.TextOrEmpty()))
                json.Problems.Add(value.Path, "stands there twice");
        return parameters;
    }

    static List<EnvironmentSettings> ReadEnvironments(JsonReader json, CicdSettings cicd)
    {
        var environments = new List<EnvironmentSettings>();
        foreach (var item in json.Items())
        {
            item.WithProperties("name", "account", "region", "chains", "bootstrap", "parameters");
            var environment = new EnvironmentSettings(
                item["name"].Text(Shape.EnvironmentName),
                item["account"].Text(Shape.Account),
                item["region"].Text(Shape.Region)
            )
            {
                Chains = CredentialsReader.ReadChains(item["chains"], optional: true),
                Bootstrap = BootstrapReader.ReadOverride(item["bootstrap"]),
                Parameters = ReadParameters(item["parameters"]),
            };
            if (environments.FindIndex(other => other.Name == environment.Name) is >= 0 and var named)
                json.Problems.Add($"{item.Path}.name", $"is '{environment.Name}', as $.environments[{named}] is");
            if (
                environment.Name == CicdSettings.Name
                && (environment.Account, environment.Region) != (cicd.Account, cicd.Region)
            )
                json.Problems.Add($"{item.Path}.name", $"is '{CicdSettings.Name}', which is $.cicd");
            if (
                environments.FindIndex(other =>
                    (other.Account, other.Region) == (environment.Account, environment.Region)
                )
                is >= 0
                    and var placed
            )
                json.Problems.Add(item.Path, $"has the account and region of $.environments[{placed}]");
            environments.Add(environment);
        }

        return environments;
    }

    static RoleSettings ReadRoles(JsonReader json)
    {
        json = json.WithProperties(
            "deploy",
            "filePublishing",
            "imagePublishing",
            "lookup",
            "cloudFormationExecution",
            "readOnly"
        );
        return new(
            json["deploy"].Text(Shape.Role),
            json["filePublishing"].Text(Shape.Role),
            json["imagePublishing"].Text(Shape.Role),
            json["lookup"].Text(Shape.Role),
            json["cloudFormationExecution"].Text(Shape.Role),
            json["readOnly"].Text(Shape.Role)
        );
    }
}
