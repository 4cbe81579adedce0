using LocalAws.CloudFormation;
using Microsoft.Extensions.Time.Testing;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>A server that goes away during an operation: what a stop leaves is what a kill at that moment leaves.</summary>
public sealed class InterruptionTests : IDisposable
{
    const string Parameter = "One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: <value>}}";
    const string Topic = "Slow: {Type: AWS::SNS::Topic, DependsOn: One}";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-aws-");
    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    static string Stack(string value, params string[] more) =>
        string.Join("\n  ", ["Resources:", Parameter.Replace("<value>", value, StringComparison.Ordinal), .. more]);

    Task<LocalWorld> StartAsync(string slow = "AWS::SNS::Topic") =>
        LocalWorld.StartAsync(o =>
            o with
            {
                StateDirectory = _folder.FullName,
                Clock = _clock,
                CloudFormation = new CloudFormationOptions
                {
                    ChangeSetDuration = slow == "change set" ? TimeSpan.FromHours(1) : TimeSpan.Zero,
                    ResourceDurations = new Dictionary<string, TimeSpan> { [slow] = TimeSpan.FromHours(1) },
                },
            }
        );

    QueryClient Client(LocalWorld world) => new(world, LocalWorld.First, _clock);

    /// <summary>Runs an operation until a resource has a status, and ends the server there.</summary>
    async Task InterruptAsync(Func<QueryClient, Task> start, string logicalId, string status)
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        await start(client);
        await client.WhenAsync("app", logicalId, status);
    }

    async Task<string> StatusAsync(QueryClient client, string stack = "app") =>
        Value(await client.SettledAsync(stack, () => _clock.Advance(TimeSpan.FromMinutes(10))), "StackStatus");

    [Fact]
    public async Task Creation_Interrupted_HasFailedWithItsResourcesAndCanBeDeleted()
    {
        await InterruptAsync(
            client => client.StartAsync("CreateStack", "app", ("TemplateBody", Stack("first", Topic))),
            "Slow",
            "CREATE_IN_PROGRESS"
        );
        await using var world = await StartAsync();
        using var client = Client(world);
        var stack = await client.SettledAsync("app");
        Assert.Equal("CREATE_FAILED", Value(stack, "StackStatus"));
        Assert.Equal("The local AWS was stopped during this operation.", Value(stack, "StackStatusReason"));
        Assert.Equal(
            ["One CREATE_COMPLETE", "Slow CREATE_FAILED"],
            (await client.CallAsync("ListStackResources", ("StackName", "app")))
                .Descendants("member")
                .Select(r => $"{Value(r, "LogicalResourceId")} {Value(r, "ResourceStatus")}")
        );
        Assert.Equal(
            "app CREATE_FAILED The local AWS was stopped during this operation.",
            (await client.EventsAsync("app"))[^1]
        );
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(client, Value(stack, "StackId")));
    }

    [Fact]
    public async Task Update_Interrupted_HasFailedAndGoesBack()
    {
        await InterruptAsync(
            async client =>
            {
                await client.CreateAsync("app", Stack("first"));
                await client.StartAsync("UpdateStack", "app", ("TemplateBody", Stack("second", Topic)));
            },
            "Slow",
            "CREATE_IN_PROGRESS"
        );
        await using var world = await StartAsync();
        using var client = Client(world);
        Assert.Equal("UPDATE_FAILED", Value(await client.SettledAsync("app"), "StackStatus"));
        await client.StartAsync("RollbackStack", "app");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await StatusAsync(client));
        var again = await client.RefusalAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Stack("first")));
        Assert.Equal("No updates are to be performed.", again);
    }

    [Fact]
    public async Task Deletion_Interrupted_HasFailedAndIsRepeated()
    {
        await InterruptAsync(
            async client =>
            {
                await client.StartAsync("CreateStack", "app", ("TemplateBody", Stack("first", Topic)));
                Assert.Equal("CREATE_COMPLETE", await StatusAsync(client));
                await client.StartAsync("DeleteStack", "app");
            },
            "Slow",
            "DELETE_IN_PROGRESS"
        );
        await using var world = await StartAsync();
        using var client = Client(world);
        var stack = await client.SettledAsync("app");
        Assert.Equal("DELETE_FAILED", Value(stack, "StackStatus"));
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(client, Value(stack, "StackId")));
    }

    [Fact]
    public async Task NestedCreation_Interrupted_IsDeletedWithItsParent()
    {
        const string Bucket =
            "Resources: {Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: nested-templates}}}";
        const string Nested = """
            Resources:
              Nested:
                Type: AWS::CloudFormation::Stack
                Properties: {TemplateURL: "https://s3.eu-west-1.amazonaws.com/nested-templates/nested.yaml"}
            """;
        await using (var world = await StartAsync())
        {
            using var client = Client(world);
            await client.CreateAsync("bucket", Bucket);
            await client.PutObjectAsync("nested-templates", "nested.yaml", Stack("first", Topic));
            await client.StartAsync("CreateStack", "app", ("TemplateBody", Nested));
            await client.WhenAsync("app", "Nested", "CREATE_IN_PROGRESS");
            string nested;
            do nested = Physical(await client.CallAsync("DescribeStackResources", ("StackName", "app")));
            while (nested.Length == 0);
            await client.WhenAsync(nested, "Slow", "CREATE_IN_PROGRESS");
        }

        await using var again = await StartAsync();
        using var later = Client(again);
        var parent = await later.SettledAsync("app");
        Assert.Equal("CREATE_FAILED", Value(parent, "StackStatus"));
        var id = Physical(await later.CallAsync("DescribeStackResources", ("StackName", "app")));
        Assert.Equal("CREATE_FAILED", Value(await later.SettledAsync(id), "StackStatus"));
        await later.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(later, Value(parent, "StackId")));
        // Its physical id is its ARN, by which deleted stacks are found.
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(later, id));

        static string Physical(System.Xml.Linq.XElement resources) => Value(resources, "PhysicalResourceId");
    }

    [Fact]
    public async Task ChangeSet_Interrupted_HasFailed()
    {
        await using (var world = await StartAsync("change set"))
        {
            using var client = Client(world);
            await client.StartAsync(
                "CreateChangeSet",
                "app",
                ("ChangeSetName", "first"),
                ("ChangeSetType", "CREATE"),
                ("TemplateBody", Stack("first"))
            );
        }

        await using var again = await StartAsync();
        using var later = Client(again);
        var set = await later.CallAsync("DescribeChangeSet", ("StackName", "app"), ("ChangeSetName", "first"));
        Assert.Equal("FAILED", Value(set, "Status"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
