using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Cake.AWS.CloudFormation;
using Cake.AWS.CloudFormation.Client;
using Cake.AWS.CloudFormation.Stacks;
using Cake.Core;
using LocalAws.CloudFormation;
using NSubstitute;

namespace Build.Tests.Cake.AWS.CloudFormation;

public class CloudFormationAliasesTests
{
    readonly ICakeContext context = Substitute.For<ICakeContext>();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployCloudFormationStackAsync_NewThenSameThenEdited_CreatesLeavesAloneAndUpdates()
    {
        await using var world = await LocalWorld.StartAsync();
        using var folder = new TemplateFolder();
        var settings = Settings(world, folder.Write(Templates.Parameter("/one")));

        var created = await context.DeployCloudFormationStackAsync("One", settings, Cancellation);
        var same = await context.DeployCloudFormationStackAsync("One", settings, Cancellation);
        folder.Write(Templates.Parameter("/one", "2"));
        var updated = await context.DeployCloudFormationStackAsync("One", settings, Cancellation);

        Assert.Equal(StackStatus.CreateComplete, created.Stack.Status);
        Assert.Equal("/one", created.Outputs["Name"]);
        Assert.False(same.HasChanged);
        Assert.Equal("Modify", Assert.Single(updated.Changes).Action);
        Assert.Equal(StackStatus.UpdateComplete, updated.Stack.Status);
    }

    [Fact]
    public async Task DeployCloudFormationStackAsync_ResourceFails_NamesTheResource()
    {
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );
        using var folder = new TemplateFolder();
        var settings = Settings(world, folder.Write(Templates.Failing("/one")));

        var error = await Assert.ThrowsAsync<StackOperationException>(() =>
            context.DeployCloudFormationStackAsync("One", settings, Cancellation)
        );

        Assert.Equal("ROLLBACK_COMPLETE", error.Status);
        Assert.Contains("Broken (Test::Broken::Thing)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteCloudFormationStackAsync_PresentAndMissing_LeavesNone()
    {
        await using var world = await LocalWorld.StartAsync();
        using var folder = new TemplateFolder();
        var settings = Settings(world, folder.Write(Templates.Parameter("/one")));
        await context.DeployCloudFormationStackAsync("One", settings, Cancellation);

        await context.DeleteCloudFormationStackAsync("One", settings, Cancellation);
        await context.DeleteCloudFormationStackAsync("One", settings, Cancellation);

        Assert.Null(context.DescribeCloudFormationStack("One", settings));
    }

    static DeployStackSettings Settings(LocalWorld world, string template) =>
        new()
        {
            Region = "eu-west-1",
            Endpoint = world.Server.Endpoint,
            Credentials = world.Administrator(LocalWorld.First),
            TemplateFile = template,
            PollingInterval = TimeSpan.FromMilliseconds(50),
        };

    sealed class TemplateFolder : IDisposable
    {
        readonly string folder = Directory.CreateTempSubdirectory().FullName;

        public string Write(string template)
        {
            var file = Path.Combine(folder, "template.json");
            File.WriteAllText(file, template);
            return file;
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
