using System.Text.Json.Serialization;

namespace LocalAws.Identities;

/// <summary>What AssumeRole fixed for the life of a session.</summary>
public sealed record RoleSession
{
    /// <summary>The role's ARN.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The role's name, without its path.</summary>
    public required string RoleName { get; init; }

    /// <summary>The role's unique id: a role made anew under the same name is another.</summary>
    public required string RoleId { get; init; }

    /// <summary>The session's name.</summary>
    public required string Name { get; init; }

    /// <summary>When the credentials stop working.</summary>
    public required DateTimeOffset Expiration { get; init; }

    /// <summary>The inline session policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>ARNs of managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of the tags that pass on to further sessions.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>The tags that pass on to further sessions; their keys are named in any case.</summary>
    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string>> TransitiveTags =>
        Tags.Where(tag => TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase));

    /// <summary>Who is behind the session, passed on along a chain, or null.</summary>
    public string? SourceIdentity { get; init; }
}
