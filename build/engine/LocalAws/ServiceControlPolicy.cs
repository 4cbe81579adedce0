namespace LocalAws;

/// <summary>A policy that limits whole accounts.</summary>
/// <param name="Name">The name by which refusals refer to it.</param>
/// <param name="Document">The policy as JSON.</param>
public sealed record ServiceControlPolicy(string Name, string Document)
{
    /// <summary>The accounts that it is attached to; with none it is attached to the root of the organization.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Whether it stands in the place of FullAWSAccess where it is attached, so that only what it allows can be allowed.</summary>
    public bool ReplacesFullAccess { get; init; }
}
