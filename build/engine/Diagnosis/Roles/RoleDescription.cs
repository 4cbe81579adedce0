using Iam;

namespace Diagnosis.Roles;

/// <summary>A role with all that decides what it may do and who may assume it.</summary>
/// <param name="MaxSession">The longest session that it gives.</param>
sealed record RoleDescription(string Arn, string Id, TimeSpan MaxSession, Policy Trust)
{
    /// <summary>Inline policies by their names, managed ones by their ARNs.</summary>
    public IReadOnlyList<Policy> Policies { get; init; } = [];

    /// <summary>By its ARN.</summary>
    public Policy? Boundary { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string Name => NameOf(Arn);

    /// <summary>A session of it, as requests see it.</summary>
    public Principal Session => Principal.RoleSession(Arn, Id, "doctor") with { Tags = Tags };

    public static string NameOf(string roleArn) => roleArn[(roleArn.LastIndexOf('/') + 1)..];
}
