using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: Build.Tests.TimeLimitedTests]

namespace Build.Tests;

/// <summary>
/// The limit of every wait in every test, whatever it waits for: a test that takes longer than any does is cancelled, and the run is
/// ended with the test's name where it goes on all the same.
/// </summary>
/// <param name="end">Ends the run, and says why.</param>
sealed class TimeLimit(TimeProvider time, Action<string> end)
{
    /// <summary>Far longer than the slowest test takes on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    /// <summary>What a cancelled test has to tidy up.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, ITimer> timers = new(StringComparer.Ordinal);

    public void Begin(string id, string name, Action cancel) =>
        timers[id] = After(
            Limit,
            () =>
            {
                var grace = After(
                    Grace,
                    () =>
                    {
                        if (timers.ContainsKey(id))
                            end($"{name} was cancelled after {Limit} and did not end");
                    }
                );
                if (timers.TryGetValue(id, out var limit) && timers.TryUpdate(id, grace, limit))
                    cancel();
                else
                    grace.Dispose();
            }
        );

    public void End(string id)
    {
        if (timers.TryRemove(id, out var timer))
            timer.Dispose();
    }

    ITimer After(TimeSpan due, Action action) => time.CreateTimer(_ => action(), null, due, Timeout.InfiniteTimeSpan);
}

/// <summary>Puts the limit on each test of the assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TimeLimitedTestsAttribute : BeforeAfterTestAttribute
{
    static readonly TimeLimit limit = new(TimeProvider.System, Environment.FailFast);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        limit.Begin(test.UniqueID, test.TestDisplayName, TestContext.Current.CancelCurrentTest);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        limit.End(test.UniqueID);
    }
}
