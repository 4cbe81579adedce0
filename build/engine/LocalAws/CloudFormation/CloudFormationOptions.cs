using LocalAws.CloudFormation.Hooks;

namespace LocalAws.CloudFormation;

/// <summary>How long CloudFormation takes and what goes wrong in it; by default nothing takes time and nothing fails by itself.</summary>
public sealed record CloudFormationOptions
{
    /// <summary>From CreateChangeSet until the change set is complete.</summary>
    public TimeSpan ChangeSetDuration { get; init; }

    /// <summary>One resource's creation, change or deletion.</summary>
    public TimeSpan ResourceDuration { get; init; }

    /// <summary>Durations of single resource types, over <see cref="ResourceDuration"/>.</summary>
    public IReadOnlyDictionary<string, TimeSpan> ResourceDurations { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Resource types whose creation fails.</summary>
    public IReadOnlyCollection<string> FailingResourceTypes { get; init; } = [];

    /// <summary>Hooks that find fault with what they are asked about.</summary>
    public IReadOnlyList<FailingHook> Hooks { get; init; } = [];

    /// <summary>How long an operation on a resource of that type takes.</summary>
    public TimeSpan DurationOf(string resourceType) =>
        ResourceDurations.TryGetValue(resourceType, out var duration) ? duration : ResourceDuration;
}
