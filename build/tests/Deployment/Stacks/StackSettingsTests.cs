using System.Collections.Concurrent;
using Build.Tests.LocalAws.CloudFormation;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using LocalAws.Faults;

namespace Build.Tests.Deployment.Stacks;

/// <summary>What goes with a stack besides its template.</summary>
public sealed class StackSettingsTests
{
    const string Topic = "arn:aws:sns:eu-west-1:111111111111:deployments";
    const string Guard = """
        {"Statement":[{"Effect":"Deny","Action":"Update:*","Principal":"*","Resource":"*"}]}
        """;

    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_StackPolicy_IsSetOnceAndHolds()
    {
        await using var world = await StartAsync();
        var one = Stack(world, "1");

        await DeployAsync(world, Guard, one);
        calls.Clear();
        var again = await DeployAsync(world, Guard, one);
        var set = calls.Count(call => call.Action == "SetStackPolicy");
        var edited = await DeployAsync(world, Guard, Stack(world, "2"));

        Assert.IsType<StackResult.Unchanged>(Assert.Single(again.Stacks));
        Assert.Equal(0, set);
        Assert.Contains("denied by stack policy", Assert.Single(edited.Findings).Why[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployAsync_StackPolicyOnAStackThatIsUnchanged_IsSetWithoutAChangeSet()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, "1"));

        var difference = await Deployer(world, Guard)
            .DiffAsync(DeploymentWorld.Plan(Stack(world, "1")), DiffMethod.Template, Cancellation);
        calls.Clear();
        var report = await DeployAsync(world, Guard, Stack(world, "1"));

        Assert.Equal("stack policy", Assert.Single(Assert.Single(difference.Stacks).Others).Path);
        Assert.Equal(0, Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks)).Changes);
        Assert.DoesNotContain(calls, call => call.Action == "CreateChangeSet");
    }

    [Fact]
    public async Task DeployAsync_NotificationArnsOfTheAssembly_BecomeTheStacksAlsoWhenNothingElseChanges()
    {
        await using var world = await StartAsync();
        var one = Stack(world, "1");

        await world.DeployAsync(one with { NotificationArns = [Topic] });
        var created = await NotifiedAsync(world);
        var cleared = await world.DeployAsync(one with { NotificationArns = [] });
        var afterwards = await NotifiedAsync(world);
        await world.DeployAsync(one with { NotificationArns = [Topic] });

        Assert.Equal([Topic], created);
        Assert.IsType<StackResult.Deployed>(Assert.Single(cleared.Stacks));
        Assert.Empty(afterwards);
        Assert.Equal([Topic], await NotifiedAsync(world));
    }

    [Fact]
    public async Task DeployAsync_AssemblyThatSaysNothingOfNotifications_LeavesThemToWhoSetThem()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, "1") with { NotificationArns = [Topic] });
        calls.Clear();

        var unchanged = await world.DeployAsync(Stack(world, "1"));
        var written = calls.Where(call => call.Service == "cloudformation").Select(call => call.Action).ToList();
        await world.DeployAsync(Stack(world, "2"));

        Assert.IsType<StackResult.Unchanged>(Assert.Single(unchanged.Stacks));
        Assert.Equal(["DescribeStacks", "GetTemplate"], written);
        Assert.Equal([Topic], await NotifiedAsync(world));
    }

    [Fact]
    public async Task DiffAsync_OtherSettings_AreDifferences()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, "1"));
        var wanted = Stack(world, "1") with { NotificationArns = [Topic], TerminationProtection = true };

        var difference = await world
            .Deployer()
            .DiffAsync(DeploymentWorld.Plan(wanted), DiffMethod.Template, Cancellation);

        Assert.Equal(
            ["notification ARNs", "termination protection"],
            Assert.Single(difference.Stacks).Others.Select(other => other.Path)
        );
        Assert.True(difference.HasChanges);
    }

    [Theory]
    [InlineData("a=1", "a=1,b=2")]
    [InlineData("a=1,b=2", "a=1")]
    [InlineData("a=1", "a=2")]
    [InlineData("a=1", "A=1")]
    public async Task DeployAsync_OtherTagsAndNothingElse_BecomeTheStacks(string before, string after)
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, "1") with { Tags = Tags(before) });

        var report = await world.DeployAsync(Stack(world, "1") with { Tags = Tags(after) });

        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        var described = await client.CallAsync("DescribeStacks", ("StackName", "One"));
        Assert.Equal(
            after.Split(','),
            described
                .Descendants("Tags")
                .Single()
                .Elements()
                .Select(tag => $"{tag.Element("Key")!.Value}={tag.Element("Value")!.Value}")
                .Order(StringComparer.Ordinal)
        );
    }

    static Dictionary<string, string> Tags(string text) =>
        text.Split(',')
            .Select(tag => tag.Split('='))
            .ToDictionary(tag => tag[0], tag => tag[1], StringComparer.Ordinal);

    static StackArtifact Stack(DeploymentWorld world, string value) =>
        world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one", value));

    static Deployer Deployer(DeploymentWorld world, string policy) =>
        world.Deployer(new DeployerOptions { StackPolicy = policy });

    static Task<DeploymentReport> DeployAsync(DeploymentWorld world, string policy, StackArtifact stack) =>
        Deployer(world, policy).DeployAsync(DeploymentWorld.Plan(stack), Cancellation);

    static async Task<IReadOnlyList<string>> NotifiedAsync(DeploymentWorld world)
    {
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        var described = await client.CallAsync("DescribeStacks", ("StackName", "One"));
        return [.. described.Descendants("NotificationARNs").Single().Elements().Select(arn => arn.Value)];
    }

    Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options => options with { Faults = new FaultOptions { Arrived = calls.Enqueue } });
}
