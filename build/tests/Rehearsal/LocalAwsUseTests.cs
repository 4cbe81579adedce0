using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using LocalAws.CloudFormation;
using Rehearsal;
using QueryClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Rehearsal;

/// <summary>The end of a run that has a local AWS of its own.</summary>
public sealed class LocalAwsUseTests : IDisposable
{
    readonly TemporaryFolder state = new();

    [Fact]
    public async Task DisposeAsync_StackThatIsBeingMade_IsFinishedAsAwsWouldAndNeedsNoRollback()
    {
        var world = await StartAsync();
        using (var stacks = new QueryClient(world, LocalWorld.First))
            await stacks.CallAsync("CreateStack", ("StackName", "one"), ("TemplateBody", Templates.Parameter("/one")));
        var running = world.Server.RunningStackOperations;

        await new LocalAwsUse(
            world.Server.Endpoint,
            world.Server.AdministratorOf(LocalWorld.First),
            world.Server
        ).DisposeAsync();

        Assert.Equal(1, running);
        await using var next = await StartAsync();
        using var again = new QueryClient(next, LocalWorld.First);
        var told = await again.CallAsync("DescribeStacks", ("StackName", "one"));
        Assert.Equal("CREATE_COMPLETE", told.Descendants().First(e => e.Name.LocalName == "StackStatus").Value);
    }

    [Fact]
    public async Task Start_JournalThatWasHalfRewritten_IsRemoved()
    {
        var half = state.Write("journal.next", "{");

        await using var world = await StartAsync();

        Assert.False(File.Exists(half));
    }

    public void Dispose() => state.Dispose();

    Task<LocalWorld> StartAsync() =>
        LocalWorld.StartAsync(options =>
            options with
            {
                StateDirectory = state.Path,
                CloudFormation = new CloudFormationOptions { ResourceDuration = TimeSpan.FromMilliseconds(200) },
            }
        );
}
