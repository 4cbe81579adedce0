using System.Xml.Linq;
using LocalAws.CloudFormation;
using Microsoft.Extensions.Time.Testing;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Every status that a stack can have on AWS, reached by a few lives of stacks.</summary>
public sealed class StackStatusTests : IDisposable
{
    const string Slow = "Slow: {Type: AWS::Logs::LogGroup, DependsOn: One}";
    const string Bad = "Bad: {Type: AWS::SQS::Queue, DependsOn: One}";
    const string Kept =
        "Resources: {Kept: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: {LogGroupName: kept}}}";

    /// <summary>The stack statuses of the CloudFormation User Guide, "View stack information".</summary>
    static readonly string[] _documented =
    [
        "CREATE_COMPLETE",
        "CREATE_FAILED",
        "CREATE_IN_PROGRESS",
        "DELETE_COMPLETE",
        "DELETE_FAILED",
        "DELETE_IN_PROGRESS",
        "IMPORT_COMPLETE",
        "IMPORT_IN_PROGRESS",
        "IMPORT_ROLLBACK_COMPLETE",
        "IMPORT_ROLLBACK_FAILED",
        "IMPORT_ROLLBACK_IN_PROGRESS",
        "REVIEW_IN_PROGRESS",
        "ROLLBACK_COMPLETE",
        "ROLLBACK_FAILED",
        "ROLLBACK_IN_PROGRESS",
        "UPDATE_COMPLETE",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_FAILED",
        "UPDATE_IN_PROGRESS",
        "UPDATE_ROLLBACK_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
        "UPDATE_ROLLBACK_FAILED",
        "UPDATE_ROLLBACK_IN_PROGRESS",
    ];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-aws-");
    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    readonly SortedSet<string> _seen = new(StringComparer.Ordinal);

    [Fact]
    public async Task Stacks_ThroughAllThatCanHappenToThem_HaveHadEveryStatus()
    {
        await using (var world = await StartAsync())
        {
            using var client = Client(world);
            await SucceedAsync(client);
            await FailToBeCreatedAsync(client);
            await FailToBeUpdatedAsync(client);
            await FailToGoBackAsync(client);
            await ImportAsync(client);
        }
        await using (var world = await StartAsync())
        {
            using var client = Client(world);
            Assert.Equal("IMPORT_ROLLBACK_FAILED", await SettledAsync(client, "taken"));
            await SeeAsync(client, "taken");
        }

        Assert.Equal(_documented, _seen.ToArray());
    }

    /// <summary>Reviewed, created, updated, deleted.</summary>
    async Task SucceedAsync(QueryClient client)
    {
        var id = await ExecuteAsync(client, "good", "CREATE", Template("first"));
        await SettledAsync(client, id);
        await client.UpdateAsync("good", Template("second"));
        await client.StartAsync("DeleteStack", "good");
        Assert.Equal("DELETE_COMPLETE", await SettledAsync(client, id));
        await SeeAsync(client, id);
    }

    /// <summary>Rolled back, and left as it failed.</summary>
    async Task FailToBeCreatedAsync(QueryClient client)
    {
        foreach (var (stack, onFailure) in new[] { ("rolled-back", "ROLLBACK"), ("left", "DO_NOTHING") })
        {
            await client.CreateAsync(stack, Template("first", Bad), ("OnFailure", onFailure));
            await SeeAsync(client, stack);
        }
    }

    /// <summary>Gone back to what was, and left as it failed.</summary>
    async Task FailToBeUpdatedAsync(QueryClient client)
    {
        await client.CreateAsync("back", Template("first"));
        await client.UpdateAsync("back", Template("second", Bad));
        await client.UpdateAsync("back", Template("second", Bad), ("DisableRollback", "true"));
        await SeeAsync(client, "back");
    }

    /// <summary>Neither back from a creation nor from an update, nor deleted, with a role that may not.</summary>
    async Task FailToGoBackAsync(QueryClient client)
    {
        var role = $"arn:aws:iam::{LocalWorld.First}:role/execution";
        await client.CreateAsync("role", Role("ssm:PutParameter"));
        await client.CreateAsync("stuck", Template("first", Bad), ("RoleARN", role));
        await client.StartAsync("DeleteStack", "stuck");
        await SettledAsync(client, "stuck");
        await SeeAsync(client, "stuck");
        await client.UpdateAsync("role", Role("ssm:*"));
        await client.CreateAsync("astray", Template("first"), ("RoleARN", role));
        await client.StartAsync("UpdateStack", "astray", ("TemplateBody", Template("second", Slow)), ("RoleARN", role));
        await client.WhenAsync("astray", "One", "UPDATE_COMPLETE");
        await client.WhenAsync("astray", "Slow", "CREATE_IN_PROGRESS");
        await client.UpdateAsync("role", Role("s3:*"));
        await client.StartAsync("CancelUpdateStack", "astray");
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await SettledAsync(client, "astray"));
        await SeeAsync(client, "astray");
    }

    /// <summary>Taken over, not found, and under way when the server ends.</summary>
    async Task ImportAsync(QueryClient client)
    {
        var first = await ExecuteAsync(client, "source", "CREATE", Kept);
        Assert.Equal("CREATE_COMPLETE", await SettledAsync(client, first));
        await client.StartAsync("DeleteStack", "source");
        Assert.Equal("DELETE_COMPLETE", await SettledAsync(client, first));
        var adopted = await ExecuteAsync(client, "adopted", "IMPORT", Kept, Import("Kept", "kept"));
        Assert.Equal("IMPORT_COMPLETE", await SettledAsync(client, adopted));
        var missing = Kept.Replace("Kept", "Missing", StringComparison.Ordinal)
            .Replace("kept", "missing", StringComparison.Ordinal)["Resources: {".Length..];
        await ExecuteAsync(client, "adopted", "IMPORT", $"{Kept[..^1]}, {missing}", Import("Missing", "missing"));
        Assert.Equal("IMPORT_ROLLBACK_COMPLETE", await SettledAsync(client, adopted));
        await SeeAsync(client, adopted);
        await client.StartAsync("DeleteStack", "adopted");
        Assert.Equal("DELETE_COMPLETE", await SettledAsync(client, adopted));
        await ExecuteAsync(client, "taken", "IMPORT", Kept, Import("Kept", "kept"));
        await client.WhenAsync("taken", "Kept", "IMPORT_IN_PROGRESS");
    }

    /// <summary>Makes a change set and executes it; the stack's id.</summary>
    static async Task<string> ExecuteAsync(
        QueryClient client,
        string stack,
        string type,
        string template,
        params (string, string)[] more
    )
    {
        var made = await client.StartAsync(
            "CreateChangeSet",
            stack,
            [("ChangeSetName", "set"), ("ChangeSetType", type), ("TemplateBody", template), .. more]
        );
        Assert.Equal("CREATE_COMPLETE", Value(await client.ChangeSetAsync(stack, "set"), "Status"));
        await client.StartAsync("ExecuteChangeSet", stack, ("ChangeSetName", "set"));
        return Value(made, "StackId");
    }

    static (string, string)[] Import(string logicalId, string name) =>
        [
            ("ResourcesToImport.member.1.LogicalResourceId", logicalId),
            ("ResourcesToImport.member.1.ResourceType", "AWS::Logs::LogGroup"),
            ("ResourcesToImport.member.1.ResourceIdentifier.entry.1.key", "LogGroupName"),
            ("ResourcesToImport.member.1.ResourceIdentifier.entry.1.value", name),
        ];

    /// <summary>Log groups take ten minutes, and queues cannot be made.</summary>
    Task<LocalWorld> StartAsync() =>
        LocalWorld.StartAsync(o =>
            o with
            {
                StateDirectory = _folder.FullName,
                Clock = _clock,
                CloudFormation = new CloudFormationOptions
                {
                    ResourceDurations = new Dictionary<string, TimeSpan>
                    {
                        ["AWS::Logs::LogGroup"] = TimeSpan.FromMinutes(10),
                    },
                    FailingResourceTypes = ["AWS::SQS::Queue"],
                },
            }
        );

    QueryClient Client(LocalWorld world) => new(world, LocalWorld.First, _clock);

    async Task<string> SettledAsync(QueryClient client, string stack) =>
        Value(await client.SettledAsync(stack, () => _clock.Advance(TimeSpan.FromMinutes(1))), "StackStatus");

    /// <summary>Notes what the stack's own events tell.</summary>
    async Task SeeAsync(QueryClient client, string stack)
    {
        var answer = await client.CallAsync("DescribeStackEvents", ("StackName", stack));
        foreach (var happening in answer.Descendants("StackEvents").Elements("member"))
            if (Value(happening, "PhysicalResourceId") == Value(happening, "StackId"))
                _seen.Add(Value(happening, "ResourceStatus"));
    }

    static string Template(string value, params string[] more) =>
        string.Join(
            "\n  ",
            ["Resources:", $"One: {{Type: AWS::SSM::Parameter, Properties: {{Type: String, Value: {value}}}}}", .. more]
        );

    static string Role(string action) => TemplateTexts.ExecutionRoleTemplate("execution", action, "logs:*", "sqs:*");

    public void Dispose() => _folder.Delete(recursive: true);
}
