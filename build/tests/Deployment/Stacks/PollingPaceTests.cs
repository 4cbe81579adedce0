using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

public class PollingPaceTests
{
    readonly PollingPace pace = new(TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(5));

    [Fact]
    public void Next_NothingLearnt_GrowsWithTheTimeThatHasPassed()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.1), pace.Next(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(0.4), pace.Next(TimeSpan.FromSeconds(0.8)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), pace.Next(TimeSpan.FromSeconds(3)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), pace.Next(TimeSpan.FromSeconds(20)));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Next(TimeSpan.FromSeconds(40)));
        Assert.Equal(TimeSpan.FromSeconds(5), pace.Next(TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Next_Learnt_WaitsForTheQuickestThatWasSeen()
    {
        pace.Learn(TimeSpan.FromSeconds(4));
        pace.Learn(TimeSpan.FromSeconds(3));
        pace.Learn(TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.FromSeconds(3), pace.Next(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(0.5), pace.Next(TimeSpan.FromSeconds(3)));
    }
}
