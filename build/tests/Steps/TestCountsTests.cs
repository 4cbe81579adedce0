using System.Text;
using Steps;

namespace Build.Tests.Steps;

public class TestCountsTests
{
    [Fact]
    public void WithSummaryLine_DotnetTestsSummary_TakesItsTwoLines()
    {
        string[] summary =
        [
            "Test run summary: Failed!",
            "  total: 7",
            "  failed: 2",
            "  succeeded: 4",
            "  skipped: 1",
            "  duration: 1s",
        ];

        var counts = summary.Aggregate(TestCounts.None, (sum, line) => sum.WithSummaryLine(line));

        Assert.Equal("4 passed, 2 failed", counts.ToString());
    }

    [Fact]
    public void OfJest_ASuiteThatDidNotRun_CountsAsFailed()
    {
        var report = """{"numPassedTests":3,"numFailedTests":1,"numRuntimeErrorTestSuites":1,"success":false}""";

        Assert.Equal(new TestCounts(3, 2), TestCounts.OfJest(Encoding.UTF8.GetBytes(report)));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(2, 3, 3)]
    public void OfRunThatEndedWith_AFailureWithoutFailedTests_CountsAsOne(int exitCode, int failed, int expected) =>
        Assert.Equal(expected, new TestCounts(5, failed).OfRunThatEndedWith(exitCode).Failed);
}
