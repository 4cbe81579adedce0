using System.Text.Json;

namespace LocalAws.CodePipeline.Definitions;

/// <summary>An action of a stage.</summary>
public sealed record ActionDefinition
{
    internal const string Token = "OAuthToken";

    /// <summary>The name, unique in the stage.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does and who does it.</summary>
    public ActionTypeId ActionTypeId { get; init; } = new();

    /// <summary>Actions of the same run order run at the same time.</summary>
    public int? RunOrder { get; init; } = 1;

    /// <summary>What its provider has to know.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();

    /// <summary>The artifacts that it reads.</summary>
    public IReadOnlyList<ArtifactName> InputArtifacts { get; init; } = [];

    /// <summary>The artifacts that it leaves.</summary>
    public IReadOnlyList<ArtifactName> OutputArtifacts { get; init; } = [];

    /// <summary>What it acts as instead of the pipeline's role, which has to be able to assume it.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Where it acts instead of the pipeline's region.</summary>
    public string? Region { get; init; }

    /// <summary>What its variables are found under.</summary>
    public string? Namespace { get; init; }

    /// <summary>The time limit of an approval.</summary>
    public int? TimeoutInMinutes { get; init; }

    /// <summary>Kept and told; an action that has them fails here.</summary>
    public JsonElement? Commands { get; init; }

    internal ActionDefinition WithToken(Func<string, string> change) =>
        Configuration.TryGetValue(Token, out var token)
            ? this with
            {
                Configuration = new Dictionary<string, string>(Configuration, StringComparer.Ordinal)
                {
                    [Token] = change(token),
                },
            }
            : this;
}

/// <summary>What an action is.</summary>
public sealed record ActionTypeId
{
    /// <summary>Source, Build, Test, Deploy, Approval, Invoke or Compute.</summary>
    public string Category { get; init; } = "";

    /// <summary>AWS, ThirdParty or Custom.</summary>
    public string Owner { get; init; } = "";

    /// <summary>CodeBuild, GitHub and so on.</summary>
    public string Provider { get; init; } = "";

    /// <summary>1, but for custom actions.</summary>
    public string Version { get; init; } = "";
}

/// <summary>An artifact by name.</summary>
public sealed record ArtifactName
{
    /// <summary>Unique among what the pipeline's actions leave.</summary>
    public string Name { get; init; } = "";
}
