using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Assemblies;

namespace Deployment;

/// <summary>What happens in a run, as it happens. Rendering is the reader's.</summary>
public abstract record DeploymentEvent
{
    DeploymentEvent() { }

    /// <summary>When it happened; set by the deployer as it passes the event on.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The run begins with these stacks and assets.</summary>
    public sealed record Planned(IReadOnlyList<StackReference> Stacks, int Assets) : DeploymentEvent;

    public sealed record StackStarted(StackReference Stack) : DeploymentEvent;

    /// <param name="Detail">What is waited for, or what is being recovered from.</param>
    public sealed record StackProgressed(StackReference Stack, StackStep Step, string? Detail = null) : DeploymentEvent;

    /// <summary>CloudFormation said something about a resource.</summary>
    /// <param name="ConstructPath">Null where the template does not say.</param>
    /// <param name="Done">Resources of the stack's change set that are finished.</param>
    /// <param name="Total">Resources that the change set touches; 0 where that is not known.</param>
    public sealed record ResourceProgressed(
        StackReference Stack,
        string LogicalId,
        string? ConstructPath,
        string? ResourceType,
        string Status,
        string? Reason,
        int Done,
        int Total
    ) : DeploymentEvent;

    public sealed record StackFinished(StackResult Result) : DeploymentEvent;

    public sealed record AssetStarted(AssetReference Asset) : DeploymentEvent;

    public sealed record AssetProgressed(AssetReference Asset, AssetStep Step) : DeploymentEvent;

    public sealed record AssetFinished(AssetResult Result) : DeploymentEvent;

    /// <summary>AWS throttled a call; the calls of that API in that account and region slow down.</summary>
    public sealed record Throttled(string Account, string Region, string Api) : DeploymentEvent;

    /// <summary>AWS refused a call in an environment that was just bootstrapped, whose roles it may not know everywhere yet; the call is made again for a while.</summary>
    /// <param name="Name">The name by which the user knows the environment; null where it has none.</param>
    /// <param name="Refusal">AWS's own words, or the role that was not assumed.</param>
    public sealed record AwaitingPropagation(TargetEnvironment Environment, string? Name, string Refusal)
        : DeploymentEvent;

    /// <summary>An endpoint does not answer; it is asked again.</summary>
    public sealed record Waited(EndpointTrouble Trouble) : DeploymentEvent;

    /// <summary>The run was interrupted: nothing new is started, and these go on in CloudFormation.</summary>
    public sealed record Interrupted(IReadOnlyList<StackReference> StillRunning) : DeploymentEvent;
}

/// <summary>Where a stack's deployment is.</summary>
public enum StackStep
{
    Waiting,
    Checking,
    Recovering,
    CreatingChangeSet,
    AwaitingApproval,
    Executing,
    RollingBack,
    Deleting,
}

/// <summary>Where the publishing of an asset is.</summary>
public enum AssetStep
{
    Checking,
    Packaging,
    Uploading,
}

/// <summary>A stack as events and results name it.</summary>
/// <param name="Id">The hierarchical id, unique in a plan.</param>
public sealed record StackReference(string Id, string DisplayName, string StackName, TargetEnvironment Environment)
{
    public override string ToString() => DisplayName;
}

/// <summary>A destination of an asset as events and results name it.</summary>
/// <param name="Destination">s3://bucket/key, or the image's repository and tag.</param>
public sealed record AssetReference(string Id, string DisplayName, string Destination, TargetEnvironment Environment)
{
    public override string ToString() => DisplayName;
}
