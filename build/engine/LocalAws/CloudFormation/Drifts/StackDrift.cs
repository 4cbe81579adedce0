using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.Drifts;

/// <summary>What the last look at a stack's resources found.</summary>
/// <param name="Id">The detection's id, a UUID.</param>
sealed record StackDrift(string Id, string StackId, DateTimeOffset Time, IReadOnlyList<ResourceDrift> Resources)
{
    /// <summary>How many resources are not as the stack left them.</summary>
    public int Drifted => Resources.Count(resource => resource.Status == DriftStatus.Deleted);

    /// <summary>The stack's own status.</summary>
    public string Status => Drifted > 0 ? DriftStatus.Drifted : DriftStatus.InSync;
}

/// <summary>What the look at one resource found.</summary>
sealed record ResourceDrift(
    string LogicalId,
    string PhysicalId,
    string Type,
    string Status,
    DateTimeOffset Time,
    JsonObject Properties
);

/// <summary>The statuses of drift.</summary>
static class DriftStatus
{
    public const string InSync = "IN_SYNC";
    public const string Drifted = "DRIFTED";
    public const string Deleted = "DELETED";
    public const string NotChecked = "NOT_CHECKED";
}
