using LocalAws.CloudFormation;
using LocalAws.CloudFormation.Hooks;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>What a change set is held to before it can be executed, as DescribeEvents and ListHookResults tell it.</summary>
public sealed class EarlyValidationTests
{
    const string Summary =
        "The following hook(s)/validation failed: [{0}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.";

    const string Bucket = "Resources: {Store: {Type: AWS::S3::Bucket, Properties: {BucketName: early-store} }";
    const string Kept = "Kept: {Type: AWS::SSM::Parameter, Properties: {Name: /kept, Type: String, Value: a} }";

    [Theory]
    [InlineData(
        "{Type: AWS::SSM::Parameter, Properties: {Typ: String, Type: String, Value: a} }",
        "PropertyValidation",
        "PROPERTY_VALIDATION",
        "Unsupported property [Typ]",
        "/Resources/New/Properties/Typ"
    )]
    [InlineData(
        "{Type: AWS::IAM::Policy, Properties: {PolicyName: p, Users: [u]} }",
        "PropertyValidation",
        "PROPERTY_VALIDATION",
        "Required property [PolicyDocument] not found",
        "/Resources/New/Properties"
    )]
    [InlineData(
        "{Type: AWS::S3::Bucket, Properties: {BucketName: early-store} }",
        "ResourceExistenceCheck",
        "NAME_CONFLICT_VALIDATION",
        "Resource of type 'AWS::S3::Bucket' with identifier 'early-store' already exists.",
        "/Resources/New"
    )]
    [InlineData(
        "{Type: AWS::SSM::Parameter, Properties: {Name: /kept, Type: String, Value: a} }",
        "ResourceExistenceCheck",
        "NAME_CONFLICT_VALIDATION",
        "Resource of type 'AWS::SSM::Parameter' with identifier '/kept' already exists.",
        "/Resources/New"
    )]
    public async Task CreateChangeSet_Invalid_FailsAndDescribeEventsSaysWhere(
        string resource,
        string check,
        string name,
        string reason,
        string path
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("there", $"{Bucket}, {Kept} }}");

        var set = await SetAsync(client, "app", "CREATE", $"Resources: {{New: {resource} }}");
        var events = await EventsAsync(client, "app");

        Assert.Equal("FAILED", Value(set, "Status"));
        Assert.Equal(
            Summary.Replace("{0}", $"AWS::EarlyValidation::{check}", StringComparison.Ordinal),
            Value(set, "StatusReason")
        );
        var happened = Assert.Single(events.Descendants("member"));
        Assert.Equal(
            ("VALIDATION_ERROR", "FAIL", name, reason, path),
            (
                Value(happened, "EventType"),
                Value(happened, "ValidationFailureMode"),
                Value(happened, "ValidationName"),
                Value(happened, "ValidationStatusReason"),
                Value(happened, "ValidationPath")
            )
        );
        Assert.NotEqual(
            "200",
            (await client.CallAsync("ExecuteChangeSet", ("StackName", "app"), ("ChangeSetName", "set")))
                .Attribute("status")!
                .Value
        );
    }

    [Fact]
    public async Task CreateChangeSet_ThatDeletesABucketWithObjects_WarnsAndCanBeExecuted()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", $"{Bucket}, {Kept} }}");
        await client.PutObjectAsync("early-store", "key", "text");

        var set = await SetAsync(client, "app", "UPDATE", $"Resources: {{ {Kept} }}");
        var happened = Assert.Single((await EventsAsync(client, "app")).Descendants("member"));

        Assert.Equal("AVAILABLE", Value(set, "ExecutionStatus"));
        Assert.Equal(
            ("WARN", "BUCKET_EMPTINESS_VALIDATION"),
            (Value(happened, "ValidationFailureMode"), Value(happened, "ValidationName"))
        );
        Assert.StartsWith(
            "The bucket 'early-store' is not empty.",
            Value(happened, "ValidationStatusReason"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CreateChangeSet_OfWhatTheStackHasAlready_IsNoConflictWithItself()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", $"{Bucket}, {Kept} }}");

        var set = await SetAsync(
            client,
            "app",
            "UPDATE",
            $"{Bucket}, {Kept.Replace("Value: a", "Value: b", StringComparison.Ordinal)} }}"
        );

        Assert.Equal("CREATE_COMPLETE", Value(set, "Status"));
        Assert.Empty((await EventsAsync(client, "app")).Descendants("member"));
    }

    [Fact]
    public async Task Hooks_ThatFail_ShowInEventsAndResults()
    {
        await using var world = await LocalWorld.StartAsync(o =>
            o with
            {
                CloudFormation = new CloudFormationOptions
                {
                    Hooks =
                    [
                        FailingHook.Parse("Private::Guard::Names@AWS::SSM::Parameter@names begin with a letter"),
                        new FailingHook("Private::Guard::Sets", "CHANGE_SET") { OnlyWarns = true, Reason = "large" },
                    ],
                },
            }
        );
        using var client = new QueryClient(world, LocalWorld.First);

        var set = await SetAsync(client, "app", "CREATE", $"Resources: {{ {Kept} }}");
        var results = await client.CallAsync(
            "ListHookResults",
            ("TargetType", "CHANGE_SET"),
            ("TargetId", Value(set, "ChangeSetId"))
        );
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "set"));
        await client.SettledAsync("app");
        var failed = await client.CallAsync("DescribeEvents", ("StackName", "app"), ("Filters.FailedEvents", "true"));

        Assert.Equal(
            ("Private::Guard::Sets", "WARN", "large"),
            (Value(results, "TypeName"), Value(results, "FailureMode"), Value(results, "HookStatusReason"))
        );
        Assert.Equal(
            [
                ("PROVISIONING_ERROR", "", "The following hook(s) failed: [Private::Guard::Names]"),
                ("HOOK_INVOCATION_ERROR", "names begin with a letter", ""),
            ],
            failed
                .Descendants("member")
                .Select(e =>
                    (
                        Value(e, "EventType"),
                        e.Element("HookStatusReason")?.Value ?? "",
                        e.Element("ResourceStatusReason")?.Value ?? ""
                    )
                )
        );
    }

    static async Task<System.Xml.Linq.XElement> SetAsync(QueryClient client, string stack, string type, string template)
    {
        await client.StartAsync(
            "CreateChangeSet",
            stack,
            ("ChangeSetName", "set"),
            ("ChangeSetType", type),
            ("Capabilities.member.1", "CAPABILITY_IAM"),
            ("TemplateBody", template)
        );
        return await client.ChangeSetAsync(stack, "set");
    }

    static Task<System.Xml.Linq.XElement> EventsAsync(QueryClient client, string stack) =>
        client.CallAsync(
            "DescribeEvents",
            ("StackName", stack),
            ("ChangeSetName", "set"),
            ("Filters.FailedEvents", "true")
        );
}
