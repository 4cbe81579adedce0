namespace LocalAws.IdentityManagement;

/// <summary>The parameters of CreateRole.</summary>
public sealed record NewRole(string Name, string TrustPolicy)
{
    /// <summary>"/" or /with/parts/.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Seconds, 3600 to 43200.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    /// <summary>ARN of the permissions boundary.</summary>
    public string? Boundary { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
