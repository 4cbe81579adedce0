using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Ssm;

/// <summary>A parameter with its history.</summary>
public sealed record Parameter
{
    const int MostLabels = 10;

    /// <summary>The name, with its leading slash if it has a hierarchy.</summary>
    public required string Name { get; init; }

    /// <summary>Versions, oldest first, at most a hundred.</summary>
    public required IReadOnlyList<ParameterVersion> Versions { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The name with a leading slash, which one without a hierarchy may lack.</summary>
    [JsonIgnore]
    public string Path => Name.StartsWith('/') ? Name : "/" + Name;

    /// <summary>The newest version.</summary>
    [JsonIgnore]
    public ParameterVersion Current => Versions[^1];

    /// <summary>Labels moved to a version, the current one by default.</summary>
    internal Parameter WithLabels(long? version, List<string> labels)
    {
        var number = version ?? Current.Number;
        if (Versions.All(candidate => candidate.Number != number))
            throw ParameterRules.VersionNotFound(Name, number);
        if (Versions.First(candidate => candidate.Number == number).Labels.Union(labels).Count() > MostLabels)
            throw ParameterRules.TooManyLabels();
        return this with
        {
            Versions =
            [
                .. Versions.Select(candidate =>
                    candidate with
                    {
                        Labels = [.. candidate.Labels.Except(labels), .. candidate.Number == number ? labels : []],
                    }
                ),
            ],
        };
    }
}

/// <summary>One version of a parameter, with everything that was said when it was put.</summary>
public sealed record ParameterVersion(
    long Number,
    string Type,
    string Value,
    string DataType,
    DateTimeOffset Modified,
    string ModifiedBy
)
{
    /// <summary>The type whose values are encrypted.</summary>
    public const string SecureString = "SecureString";

    /// <summary>The key that Systems Manager takes where none is named.</summary>
    public const string DefaultKey = "alias/aws/ssm";

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>A pattern that the value matches.</summary>
    public string? AllowedPattern { get; init; }

    /// <summary>Standard or Advanced.</summary>
    public string Tier { get; init; } = "Standard";

    /// <summary>The key that a SecureString was encrypted with.</summary>
    public string? KeyId { get; init; }

    /// <summary>What is to happen to it, as far as time goes.</summary>
    public IReadOnlyList<ParameterPolicy> Policies { get; init; } = [];

    /// <summary>Labels that name this version.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The key that decrypts the value; null where it is not encrypted.</summary>
    [JsonIgnore]
    public string? EncryptionKey => Type == SecureString ? KeyId ?? DefaultKey : null;
}

/// <summary>The parameters of an account and region.</summary>
static class ParameterTables
{
    public static readonly TableDefinition<Parameter> Parameters = new("ssm.parameters", SsmJson.Default.Parameter);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Parameter))]
sealed partial class SsmJson : JsonSerializerContext;
