using Diagnosis.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Diagnosis.Accounts;

public class CallPaceTests
{
    [Theory]
    [InlineData(200, 20)]
    [InlineData(0, 100)]
    public void WaitAsync_AHundredCallsAtOnce_GoAsManyAtOnceAsTheBurstAndThenOneAnInterval(int milliseconds, int atOnce)
    {
        var time = new FakeTimeProvider();
        var pace = new CallPace(time, TimeSpan.FromMilliseconds(milliseconds));
        var calls = Enumerable
            .Range(0, 100)
            .Select(_ => pace.WaitAsync(TestContext.Current.CancellationToken))
            .ToList();

        Assert.Equal(atOnce, calls.Count(call => call.IsCompleted));
        for (var more = 1; atOnce + more <= calls.Count; more++)
        {
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            Assert.Equal(atOnce + more, calls.Count(call => call.IsCompleted));
        }
    }
}
