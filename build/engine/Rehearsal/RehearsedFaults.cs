using LocalAws.Faults;

namespace Rehearsal;

/// <summary>
/// How far the local AWS is from being consistent where nobody says otherwise: a little, as AWS is always, so that whoever
/// relies on reading what was just written fails here.
/// </summary>
static class RehearsedFaults
{
    const string CloudFormation = "cloudformation";

    static readonly IReadOnlyList<Propagation> propagations =
    [
        new(Propagation.Iam, TimeSpan.FromSeconds(1)),
        new(CloudFormation, TimeSpan.FromMilliseconds(250)),
    ];

    /// <summary>Few, and those that the CDK CLI comes upon on AWS and waits out too: it does not look for change sets again.</summary>
    static readonly InjectedFault staleReads = new(FaultKind.Stale)
    {
        Apis = new($"{CloudFormation}:DescribeStack*"),
        Probability = 0.05,
    };

    /// <summary>What is asked for, and the usual little where nothing is said of a service.</summary>
    public static FaultOptions Over(FaultOptions asked)
    {
        var withStaleReads =
            asked.Propagations.All(propagation => propagation.Service == Propagation.Iam)
            && asked.Faults.All(fault => fault.Kind != FaultKind.Stale);
        return asked with
        {
            Propagations =
            [
                .. asked.Propagations,
                .. propagations.Where(usual =>
                    asked.Propagations.All(propagation => propagation.Service != usual.Service)
                ),
            ],
            Faults = withStaleReads ? [.. asked.Faults, staleReads] : asked.Faults,
        };
    }
}
