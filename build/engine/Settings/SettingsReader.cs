namespace Settings;

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
            "values",
            "moreRegions",
            "projects",
            "roles",
            "credentials",
            "bootstrap",
            "source",
            "pipeline",
            "localAws"
        );
        root.Problems.MoreRegions =
        [
            .. root["moreRegions"].Items(optional: true).Select(item => item.Text(TextFormat.Region)),
        ];
        var qualifier = root["qualifier"].Text(TextFormat.Qualifier);
        var cicd = ReadCicd(root["cicd"]);
        var projects = ProjectsReader.Read(root["projects"], folder);
        var environments = new ValuesReader(root["values"], projects).Read(
            new EnvironmentsReader(cicd, projects).Read(root["environments"]),
            root["environments"].Element?.ValueKind == System.Text.Json.JsonValueKind.Array
                ? root["environments"].Items()
                : []
        );
        var settings = new BuildSettings(
            qualifier,
            cicd,
            environments,
            ReadRoles(root["roles"]),
            CredentialsReader.Read(root["credentials"]),
            BootstrapReader.Read(root["bootstrap"]),
            SourceReader.Read(root["source"], projects.Any(project => project.Releases)),
            PipelineReader.ReadPipeline(root["pipeline"], environments, projects)
        );
        OutsideReleaseChecks.Check(root, settings, projects);
        settings = settings with
        {
            Organization = root["organization"].OptionalText(TextFormat.Organization),
            Projects = settings.Source.IsOutsideAws
                ? [.. projects.Select(project => project.Releases ? project with { HasAssembly = false } : project)]
                : projects,
        };
        return settings with { LocalAws = LocalAwsReader.Read(root["localAws"], settings.Accounts) };
    }

    static CicdSettings ReadCicd(JsonReader json)
    {
        json = json.WithProperties("account", "region", "bootstrap", "parameters");
        return new(json["account"].Text(TextFormat.Account), json["region"].Region())
        {
            Bootstrap = BootstrapReader.ReadOverride(json["bootstrap"]),
            Parameters = EnvironmentsReader.ReadParameters(json["parameters"]),
        };
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
            json["deploy"].Text(TextFormat.Role),
            json["filePublishing"].Text(TextFormat.Role),
            json["imagePublishing"].Text(TextFormat.Role),
            json["lookup"].Text(TextFormat.Role),
            json["cloudFormationExecution"].Text(TextFormat.Role),
            json["readOnly"].Text(TextFormat.Role)
        );
    }
}
