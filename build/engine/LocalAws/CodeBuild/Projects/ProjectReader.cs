using System.Globalization;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CodeBuild.Projects;

/// <summary>Reads projects as templates and the API describe them; both have the same members, the API's begin with a small letter.</summary>
static class ProjectReader
{
    /// <summary>What templates and requests say and what has no effect here.</summary>
    static readonly string[] _inert =
    [
        "AutoRetryLimit",
        "BadgeEnabled",
        "BuildBatchConfig",
        "Cluster",
        "FileSystemLocations",
        "ResourceAccessRole",
        "SecondarySourceVersions",
        "Triggers",
        "Visibility",
        "VpcConfig",
    ];

    /// <summary>The project of the properties, its ARN and times still to be filled in.</summary>
    public static Project Read(JsonObject properties, string name, IReadOnlyDictionary<string, string> tags) =>
        new()
        {
            Name = name,
            Arn = "",
            Description = properties.Text("Description"),
            Source = Source(Part(properties, "Source")),
            SourceVersion = properties.Text("SourceVersion"),
            SecondarySources = [.. Objects(properties, "SecondarySources").Select(Source)],
            Artifacts = Artifacts(Part(properties, "Artifacts")),
            SecondaryArtifacts = [.. Objects(properties, "SecondaryArtifacts").Select(Artifacts)],
            Cache = Cache(properties["Cache"] as JsonObject),
            Environment = Environment(Part(properties, "Environment")),
            ServiceRole = properties.Text("ServiceRole") ?? "",
            TimeoutInMinutes = Number(properties, "TimeoutInMinutes") ?? 60,
            QueuedTimeoutInMinutes = Number(properties, "QueuedTimeoutInMinutes") ?? 480,
            ConcurrentBuildLimit = Number(properties, "ConcurrentBuildLimit"),
            EncryptionKey = properties.Text("EncryptionKey"),
            Logs = Logs(properties["LogsConfig"] as JsonObject),
            Tags = tags,
            Created = DateTimeOffset.MinValue,
            Changed = DateTimeOffset.MinValue,
            Inert = Inert(properties),
        };

    /// <summary>A request of the API with the names that templates have.</summary>
    public static JsonObject WithTemplateNames(JsonNode request)
    {
        var named = new JsonObject();
        foreach (var (name, value) in request.AsObject())
            named[name == "buildspec" ? "BuildSpec" : char.ToUpperInvariant(name[0]) + name[1..]] = Rename(value);
        return named;

        static JsonNode? Rename(JsonNode? value) =>
            value switch
            {
                JsonObject map => WithTemplateNames(map),
                JsonArray list => new JsonArray([.. list.Select(Rename)]),
                _ => value?.DeepClone(),
            };
    }

    /// <summary>The variables of a list.</summary>
    public static IReadOnlyList<EnvironmentVariable> Variables(JsonObject owner, string member) =>
        [
            .. Objects(owner, member)
                .Select(variable => new EnvironmentVariable(
                    variable.Text("Name") ?? throw Missing("environmentVariable.name"),
                    variable.Text("Value") ?? "",
                    variable.Text("Type") switch
                    {
                        null or "PLAINTEXT" => "PLAINTEXT",
                        "PARAMETER_STORE" => "PARAMETER_STORE",
                        "SECRETS_MANAGER" => "SECRETS_MANAGER",
                        var other => throw CodeBuildFailures.Invalid($"Invalid environment variable type: {other}"),
                    }
                )),
        ];

    static ProjectSource Source(JsonObject source) =>
        new(
            source.Text("Type") ?? "",
            source.Text("Location"),
            source.Text("BuildSpec"),
            source.Text("SourceIdentifier")
        );

    static ProjectArtifacts Artifacts(JsonObject artifacts) =>
        new(artifacts.Text("Type") ?? "")
        {
            Location = artifacts.Text("Location"),
            Path = artifacts.Text("Path"),
            NamespaceType = artifacts.Text("NamespaceType") ?? "NONE",
            Name = artifacts.Text("Name"),
            Packaging = artifacts.Text("Packaging") ?? "NONE",
            OverrideArtifactName = artifacts.Text("OverrideArtifactName") == "true",
            EncryptionDisabled = artifacts.Text("EncryptionDisabled") == "true",
            Identifier = artifacts.Text("ArtifactIdentifier"),
        };

    static ProjectCache Cache(JsonObject? cache) =>
        new(cache?.Text("Type") ?? "NO_CACHE")
        {
            Location = cache?.Text("Location"),
            Modes = [.. (cache?["Modes"]).Texts()],
        };

    static ProjectEnvironment Environment(JsonObject environment) =>
        new(environment.Text("Type") ?? "", environment.Text("Image") ?? "", environment.Text("ComputeType") ?? "")
        {
            PrivilegedMode = environment.Text("PrivilegedMode") == "true",
            ImagePullCredentialsType = environment.Text("ImagePullCredentialsType") ?? "CODEBUILD",
            Variables = Variables(environment, "EnvironmentVariables"),
        };

    static ProjectLogs Logs(JsonObject? logs)
    {
        if ((logs?["S3Logs"] as JsonObject)?.Text("Status") == "ENABLED")
            throw CodeBuildFailures.Invalid("The local CodeBuild writes no logs to S3: logsConfig.s3Logs");
        var cloudWatch = logs?["CloudWatchLogs"] as JsonObject;
        return new()
        {
            Status = cloudWatch?.Text("Status") ?? "ENABLED",
            Group = cloudWatch?.Text("GroupName"),
            StreamPrefix = cloudWatch?.Text("StreamName"),
        };
    }

    static JsonObject? Inert(JsonObject properties)
    {
        var inert = new JsonObject();
        foreach (var name in _inert)
        {
            if (properties[name] is { } value)
                inert[name] = value.DeepClone();
        }
        return inert.Count > 0 ? inert : null;
    }

    static int? Number(JsonObject owner, string member) =>
        owner.Text(member) switch
        {
            null => null,
            var text when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            var text => throw CodeBuildFailures.Invalid($"{member} is not a number: {text}"),
        };

    static IEnumerable<JsonObject> Objects(JsonObject owner, string member) =>
        (owner[member] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>What is missing in it is told once the caller is known to be allowed to ask.</summary>
    static JsonObject Part(JsonObject owner, string member) => owner[member] as JsonObject ?? [];

    static Protocol.AwsException Missing(string member) => CodeBuildFailures.Invalid($"Project {member} is required");
}
