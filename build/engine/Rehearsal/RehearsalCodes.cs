using Deployment;

namespace Rehearsal;

/// <summary>The codes of findings about rehearsals and the local AWS that they start.</summary>
public static class RehearsalCodes
{
    public static FindingCode LocalAwsInUse { get; } = new();
    public static FindingCode LocalAwsStateDamaged { get; } = new();
    public static FindingCode LocalAwsStateNotWritable { get; } = new();
    public static FindingCode NoCommit { get; } = new();
    public static FindingCode NoPipeline { get; } = new();
    public static FindingCode NothingToRetry { get; } = new();
    public static FindingCode PortInUse { get; } = new();
    public static FindingCode RehearsalFailed { get; } = new();
}
