using System.Collections.Concurrent;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using LocalAws.Faults;

namespace Build.Tests.Deployment.Diffing;

/// <summary>CloudFormation reads back a question mark for each character that is not ASCII.</summary>
public sealed class ReadBackTests
{
    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Grüße")]
    [InlineData("請交月報")]
    [InlineData("Hello \U0001F926\u200D♂")]
    public async Task Deploy_TextThatIsNotAscii_IsUnchangedWithoutAChangeSetAndNoDifference(string text)
    {
        await using var world = await StartAsync();
        var stack = Stack(world, text);
        await world.DeployAsync(stack);
        calls.Clear();

        var report = await world.DeployAsync(stack);
        var difference = await DiffAsync(world, stack, DiffMethod.Auto);
        var byTemplate = await DiffAsync(world, stack, DiffMethod.Template);

        Assert.IsType<StackResult.Unchanged>(Assert.Single(report.Stacks));
        Assert.False(difference.HasChanges || difference.IsUnsure);
        Assert.False(byTemplate.HasChanges);
        Assert.DoesNotContain(calls, call => call.Action == "CreateChangeSet");
    }

    /// <summary>Read back, both are the same.</summary>
    [Theory]
    [InlineData("Grüße", "Größe")]
    [InlineData("Grüße", "Gr??e")]
    [InlineData("Gr??e", "Grüße")]
    public async Task Deploy_OtherTextThatReadsBackAlike_IsAChange(string before, string after)
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, before));

        var difference = await DiffAsync(world, Stack(world, after), DiffMethod.Auto);
        var report = await world.DeployAsync(Stack(world, after));

        Assert.True(difference.HasChanges);
        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
    }

    [Fact]
    public async Task Diff_OfAnotherProperty_ShowsThatAlone()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, "Grüße"));
        var changed = Stack(world, "Grüße", "2");

        foreach (var method in Enum.GetValues<DiffMethod>())
        {
            var difference = await DiffAsync(world, changed, method);
            var resource = Assert.Single(Assert.Single(difference.Stacks).Resources);
            Assert.Equal("Properties.Value", Assert.Single(resource.Properties).Path);
        }
    }

    [Fact]
    public async Task Lines_TextWithSigns_IsShownAsText()
    {
        const string Signs = "<b> & 'é' 請 +";
        await using var world = await StartAsync();

        await world.DeployAsync(Stack(world, "plain"));
        var difference = await DiffAsync(world, Stack(world, Signs), DiffMethod.Auto);

        Assert.Contains(DifferenceText.Lines(difference), line => line.Contains(Signs, StringComparison.Ordinal));
        Assert.Contains(Signs, DifferenceJson.Write(difference), StringComparison.Ordinal);
    }

    static StackArtifact Stack(DeploymentWorld world, string text, string value = "1") =>
        world.Stack(
            "One",
            DeploymentWorld.First,
            Templates
                .Parameter("/one", value)
                .Replace(
                    "\"Type\": \"String\"",
                    $"\"Type\": \"String\", \"Description\": \"{text}\"",
                    StringComparison.Ordinal
                )
        );

    static Task<PlanDifference> DiffAsync(DeploymentWorld world, StackArtifact stack, DiffMethod method) =>
        world.Deployer().DiffAsync(DeploymentWorld.Plan(stack), method, Cancellation);

    Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options => options with { Faults = new FaultOptions { Arrived = calls.Enqueue } });
}
