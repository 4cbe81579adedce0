using Steps;

namespace Build.Tests.Steps;

/// <summary>Where sources are checked in a run.</summary>
public sealed class SourceChecksTests
{
    [Theory]
    [InlineData("Install Projen Build", "Build")]
    [InlineData("Install Projen Build Synth Default", "Synth")]
    [InlineData("Install Projen Build Test", "Test")]
    [InlineData("Install Projen Build Synth Test", "Test")]
    public void IsPlace_InARunWithBuild_IsOneTaskOnly(string planned, string expected)
    {
        var tasks = planned.Split(' ');

        Assert.Equal([expected], tasks.Where(task => SourceChecks.IsPlace(task, tasks)));
    }

    [Theory]
    [InlineData("Synth")]
    [InlineData("Test")]
    public void IsPlace_ForATaskThatRunsExclusively_IsNone(string task) =>
        Assert.False(SourceChecks.IsPlace(task, [task]));
}
