namespace Build.Settings;

/// <summary>Reads the settings out of JSON, noting everything that is wrong.</summary>
static class SettingsReader
{
    static readonly string[] purposes = ["lookup", "deploy", "publish", "bootstrap", "readOnly"];

    public static BuildSettings Read(JsonReader root)
    {
        root.WithProperties(
            "$schema",
            "qualifier",
            "cicd",
            "environments",
            "roles",
            "credentials",
            "bootstrap",
            "source",
            "pipeline"
        );
        var qualifier = root["qualifier"].Text(Shape.Qualifier);
        var cicd = ReadCicd(root["cicd"]);
        var environments = ReadEnvironments(root["environments"]);
        return new BuildSettings(
            qualifier,
            cicd,
            environments,
            ReadRoles(root["roles"]),
            ReadCredentials(root["credentials"]),
            ReadBootstrap(root["bootstrap"]),
            PipelineReader.ReadSource(root["source"]),
            PipelineReader.ReadPipeline(root["pipeline"], [.. environments.Select(environment => environment.Name)])
        );
    }

    static CicdSettings ReadCicd(JsonReader json)
    {
        json = json.WithProperties("account", "region");
        return new(json["account"].Text(Shape.Account), json["region"].Text(Shape.Region));
    }

    static List<EnvironmentSettings> ReadEnvironments(JsonReader json)
    {
        var environments = new List<EnvironmentSettings>();
        foreach (var item in json.Items())
        {
            item.WithProperties("name", "account", "region");
            var environment = new EnvironmentSettings(
                item["name"].Text(Shape.EnvironmentName),
                item["account"].Text(Shape.Account),
                item["region"].Text(Shape.Region)
            );
            if (environments.FindIndex(other => other.Name == environment.Name) is >= 0 and var named)
                json.Problems.Add($"{item.Path}.name", $"is '{environment.Name}', as $.environments[{named}] is");
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

    static CredentialSettings ReadCredentials(JsonReader json)
    {
        json = json.WithProperties("profile", "chains");
        var chains = json["chains"].WithProperties(purposes);
        return new(
            json["profile"].OptionalText(),
            chains
                .Entries()
                .Where(chain => purposes.Contains(chain.Name))
                .DistinctBy(chain => chain.Name)
                .ToDictionary(
                    chain => Enum.Parse<Purpose>(chain.Name, ignoreCase: true),
                    chain => ReadChain(chain.Value)
                )
        );
    }

    static IReadOnlyList<RoleLinkSettings> ReadChain(JsonReader json) => [.. json.Items().Select(ReadLink)];

    static RoleLinkSettings ReadLink(JsonReader json)
    {
        json = json.WithProperties("role", "externalId", "durationSeconds", "sessionName", "tags");
        return new(
            json["role"].Text(Shape.RoleArn),
            json["externalId"].OptionalText(),
            json["durationSeconds"].OptionalNumber(900, 43200),
            json["sessionName"].OptionalText(),
            json["tags"].Entries().DistinctBy(tag => tag.Name).ToDictionary(tag => tag.Name, tag => tag.Value.Text())
        );
    }

    static BootstrapSettings ReadBootstrap(JsonReader json)
    {
        json = json.WithProperties("executionPolicies");
        return new([.. json["executionPolicies"].Items().Select(policy => policy.Text(Shape.PolicyArn))]);
    }
}
