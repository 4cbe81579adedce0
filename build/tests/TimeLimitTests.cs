using Microsoft.Extensions.Time.Testing;

namespace Build.Tests;

public sealed class TimeLimitTests
{
    readonly FakeTimeProvider time = new();
    readonly List<string> happened = [];

    [Fact]
    public void Test_ThatDoesNotEnd_IsCancelledAndThenEndsTheRunByName()
    {
        var limit = new TimeLimit(time, happened.Add);
        limit.Begin("1", "Waits", () => happened.Add("cancelled"));
        limit.Begin("2", "HeedsIt", () => limit.End("2"));
        limit.Begin("3", "IsQuick", () => happened.Add("not this one"));
        limit.End("3");

        time.Advance(TimeLimit.Limit);
        Assert.Equal(["cancelled"], happened);

        time.Advance(TimeLimit.Grace);
        Assert.Equal(["cancelled", "Waits was cancelled after 00:06:00 and did not end"], happened);
    }
}
