using System.Text.Json.Nodes;
using Settings;

namespace Rehearsal.Pipelines;

/// <summary>Where a pipeline takes its source from.</summary>
abstract record PushTarget
{
    PushTarget() { }

    /// <summary>A branch of a repository: OWNER/REPOSITORY, or the name of CodeCommit's.</summary>
    /// <param name="Connection">The ARN of the connection that leads there, or null.</param>
    public sealed record Branch(string Repository, string Name, string? Connection = null) : PushTarget;

    /// <summary>An object of a versioned bucket.</summary>
    public sealed record Object(string Bucket, string Key) : PushTarget;

    /// <summary>What the settings name.</summary>
    public static PushTarget Of(SourceSettings source)
    {
        var values = source.Properties;
        if (source.Type == "s3")
            return new Object(values["bucket"], values["key"]);
        var name = values["repository"];
        var owner = values.GetValueOrDefault("owner");
        return new Branch(
            owner is null ? name : $"{owner}/{name}",
            values["branch"],
            values.GetValueOrDefault("connectionArn")
        );
    }

    /// <summary>What the source actions of a pipeline name, as GetPipeline tells it: after a change of the settings, something else.</summary>
    public static IReadOnlyList<PushTarget> Of(JsonObject pipeline) =>
        [
            .. pipeline["stages"]![0]!["actions"]!
                .AsArray()
                .Select(action => Of(action!["actionTypeId"]!["provider"]!.ToString(), action["configuration"]!))
                .OfType<PushTarget>(),
        ];

    static PushTarget? Of(string provider, JsonNode configuration)
    {
        return provider switch
        {
            "GitHub" => new Branch($"{Value("Owner")}/{Value("Repo")}", Value("Branch")),
            "CodeStarSourceConnection" => new Branch(
                Value("FullRepositoryId"),
                Value("BranchName"),
                Value("ConnectionArn")
            ),
            "CodeCommit" => new Branch(Value("RepositoryName"), Value("BranchName")),
            "S3" => new Object(Value("S3Bucket"), Value("S3ObjectKey")),
            _ => null,
        };

        string Value(string name) => configuration[name]!.ToString();
    }
}
