using Deployment;
using Deployment.Assemblies;
using Reporting.Timelines;

namespace Reporting.Runs;

/// <summary>A deployment, a destruction or a bootstrap as a part of a run.</summary>
/// <param name="title">What its list is called: Stacks.</param>
public sealed class DeploymentPart(string title, DeploymentTimeline timeline)
{
    public string Title => title;

    public DeploymentTimeline Timeline => timeline;

    /// <summary>What is carried out, one after the other; none of a bootstrap.</summary>
    public IReadOnlyList<DeploymentPlan> Plans { get; init; } = [];

    /// <summary>Stacks are deleted.</summary>
    public bool IsReversed { get; init; }

    /// <summary>What came of it; null where it was not concluded.</summary>
    public DeploymentReport? Report { get; set; }

    /// <summary>The name by which the user knows an environment.</summary>
    public required Func<TargetEnvironment, string?> EnvironmentName { get; init; }
}
