using Deployment;
using Deployment.Bootstrapping;

namespace Releases.Bootstraps;

/// <summary>How a stack of the bootstrapping ended, as deployments report it.</summary>
static class BootstrapEvents
{
    /// <param name="outcome">Null where the stack failed.</param>
    public static DeploymentEvent.StackFinished Finished(
        StackReference stack,
        BootstrapOutcome? outcome,
        IReadOnlyList<Finding> findings,
        TimeSpan elapsed
    )
    {
        StackResult result = outcome switch
        {
            null => new StackResult.Failed(stack, findings),
            BootstrapOutcome.Created => new StackResult.Deployed(stack, Created: true, Changes: 0),
            BootstrapOutcome.Repaired repaired => new StackResult.Deployed(
                stack,
                Created: false,
                repaired.Resources.Count
            ),
            BootstrapOutcome.Updated => new StackResult.Deployed(stack, Created: false, Changes: 0),
            _ => new StackResult.Unchanged(stack),
        };
        return new(result with { Elapsed = elapsed, Notes = Notes(outcome) });
    }

    static IReadOnlyList<string> Notes(BootstrapOutcome? outcome) =>
        outcome switch
        {
            null => [],
            BootstrapOutcome.Updated updated when updated.From != updated.Version =>
            [
                $"Version {updated.From} became version {updated.Version}",
            ],
            BootstrapOutcome.LeftAlone left => [$"Version {left.Version}: {left.Why}"],
            _ when outcome.Version > 0 => [$"Version {outcome.Version}"],
            _ => [],
        };
}
