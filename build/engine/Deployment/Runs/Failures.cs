using System.Runtime.ExceptionServices;
using Deployment.Scheduling;

namespace Deployment.Runs;

/// <summary>Which failures of a run's work are for the user to act on; all others are bugs.</summary>
static class Failures
{
    /// <summary>Null for a bug.</summary>
    public static IReadOnlyList<Finding>? Findings(Exception exception) => WorldFaults.Findings(exception);

    /// <summary>Throws what is not for the user to act on, with its own stack trace.</summary>
    public static void ThrowBugs(IEnumerable<WorkOutcome> outcomes)
    {
        var bugs = outcomes
            .OfType<WorkOutcome.Failed>()
            .Select(failed => failed.Exception)
            .Where(exception => Findings(exception) is null)
            .ToList();
        if (bugs is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (bugs.Count > 1)
            throw new AggregateException(bugs);
    }
}
