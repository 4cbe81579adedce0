using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Resources that wait for signals: creation policies and wait conditions.</summary>
public sealed class SignalTests : IAsyncLifetime
{
    const string Condition = """
        Resources:
          Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
          Condition: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: 600, Count: 2}}
          After: {Type: AWS::SSM::Parameter, Properties: {Name: /after, Type: String, Value: !GetAtt Condition.Data}}
        Outputs: {Url: {Value: !Ref Handle}, Data: {Value: !GetAtt Condition.Data}}
        """;

    readonly ConcurrentQueue<string> _log = new();
    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    LocalWorld _world = null!;
    QueryClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync(o => o with { Clock = _clock, Log = _log.Enqueue });
        _client = new(_world, LocalWorld.First, _clock);
    }

    static string Waiting(string policy, string type = "AWS::EC2::Instance") =>
        $"Resources: {{Thing: {{Type: '{type}', CreationPolicy: {policy}, Properties: {PropertiesOf(type)}}}}}";

    /// <summary>What a resource of the type must have.</summary>
    static string PropertiesOf(string type) =>
        type switch
        {
            "AWS::AutoScaling::AutoScalingGroup" => "{MinSize: '1', MaxSize: '2'}",
            "AWS::AppStream::Fleet" => "{Name: f, InstanceType: i}",
            "AWS::SSM::Parameter" => "{Type: String, Value: x}",
            _ => "{}",
        };

    async Task StartAsync(string template, string logicalId = "Thing")
    {
        await _client.StartAsync("CreateStack", "app", ("TemplateBody", template));
        await InitiatedAsync(logicalId);
    }

    async Task InitiatedAsync(string logicalId)
    {
        while (
            !(await _client.EventsAsync("app")).Contains($"{logicalId} CREATE_IN_PROGRESS Resource creation Initiated")
        )
        {
            // The resource is there, and waits.
        }
    }

    Task<System.Xml.Linq.XElement> SignalAsync(string id, string status = "SUCCESS", string logicalId = "Thing") =>
        _client.StartAsync(
            "SignalResource",
            "app",
            ("LogicalResourceId", logicalId),
            ("UniqueId", id),
            ("Status", status)
        );

    Task<string> RefusedSignalAsync(string id, string logicalId = "Thing", string status = "SUCCESS") =>
        _client.RefusalAsync(
            "SignalResource",
            ("StackName", "app"),
            ("LogicalResourceId", logicalId),
            ("UniqueId", id),
            ("Status", status)
        );

    async Task<string> StatusAsync() => Value(await _client.SettledAsync("app"), "StackStatus");

    /// <summary>The status once so much time has passed that nothing is waited for any longer.</summary>
    async Task<string> StatusInTheEndAsync() =>
        Value(await _client.SettledAsync("app", () => _clock.Advance(TimeSpan.FromMinutes(1))), "StackStatus");

    [Fact]
    public async Task CreationPolicy_SignalledAsOftenAsItWants_CompletesTheResource()
    {
        await StartAsync(Waiting("{ResourceSignal: {Count: 2, Timeout: PT15M}}"));
        await SignalAsync("i-1");
        Assert.Equal(
            "Signal with ID i-1 for resource Thing already exists. Signals may only be updated with a FAILURE status.",
            await RefusedSignalAsync("i-1")
        );
        Assert.Equal("Resource Other does not exist for stack app", await RefusedSignalAsync("i-2", "Other"));
        Assert.Contains(
            "Member must satisfy enum value set: [SUCCESS, FAILURE]",
            await RefusedSignalAsync("i-2", status: "MAYBE"),
            StringComparison.Ordinal
        );
        await SignalAsync("i-2");
        Assert.Equal("CREATE_COMPLETE", await StatusAsync());
        var events = await _client.EventsAsync("app");
        Assert.Contains("Thing CREATE_IN_PROGRESS Received SUCCESS signal with UniqueId i-1", events);
        Assert.Contains("Thing CREATE_IN_PROGRESS Received SUCCESS signal with UniqueId i-2", events);
        Assert.EndsWith(
            "is in CREATE_COMPLETE state and cannot be signaled",
            await RefusedSignalAsync("i-3"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("AWS::EC2::Instance", "Received FAILURE signal with UniqueId i-1")]
    [InlineData(
        "AWS::AutoScaling::AutoScalingGroup",
        "Received 1 FAILURE signal(s) out of 2. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement"
    )]
    public async Task CreationPolicy_SignalledAFailure_FailsAtOnce(string type, string reason)
    {
        await StartAsync(Waiting("{ResourceSignal: {Count: 2}}", type));
        await SignalAsync("i-1", "FAILURE");
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync());
        var events = await _client.EventsAsync("app");
        Assert.Contains($"Thing CREATE_FAILED {reason}", events);
        Assert.Contains("Thing DELETE_COMPLETE", events);
    }

    [Theory]
    [InlineData(
        "AWS::EC2::Instance",
        "Thing CREATE_FAILED Failed to receive 1 resource signal(s) within the specified duration"
    )]
    [InlineData(
        "AWS::AutoScaling::AutoScalingGroup",
        "Thing CREATE_FAILED Received 1 SUCCESS signal(s) out of 2. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement"
    )]
    public async Task CreationPolicy_NotSignalledInTime_Fails(string type, string failure)
    {
        await StartAsync(Waiting("{ResourceSignal: {Count: 2, Timeout: PT1H}}", type));
        await SignalAsync("i-1");
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(
            "CREATE_IN_PROGRESS",
            Value(await _client.CallAsync("DescribeStacks", ("StackName", "app")), "StackStatus")
        );
        Assert.Equal("ROLLBACK_COMPLETE", await StatusInTheEndAsync());
        Assert.Contains(failure, await _client.EventsAsync("app"));
    }

    [Fact]
    public async Task CreationPolicy_OfAGroupThatNeedsHalf_CompletesWithOneFailureOfTwo()
    {
        await StartAsync(
            Waiting(
                "{ResourceSignal: {Count: 2}, AutoScalingCreationPolicy: {MinSuccessfulInstancesPercent: 50}}",
                "AWS::AutoScaling::AutoScalingGroup"
            )
        );
        await SignalAsync("i-1", "FAILURE");
        await SignalAsync("i-2");
        Assert.Equal("CREATE_COMPLETE", await StatusAsync());
    }

    /// <summary>Nothing runs on simulated instances, so their signals are sent for them.</summary>
    [Theory]
    [InlineData(
        "Thing: {Type: 'AWS::EC2::Instance', CreationPolicy: {ResourceSignal: {Count: 2}}, Properties: {UserData: !Base64 'cfn-signal -e 0'}}"
    )]
    [InlineData(
        "Thing: {Type: 'AWS::EC2::Instance', CreationPolicy: {ResourceSignal: {}}, Metadata: {'AWS::CloudFormation::Init': {config: {commands: {a: {command: cfn-signal}}}}}}"
    )]
    [InlineData(
        "Thing: {Type: 'AWS::AutoScaling::AutoScalingGroup', CreationPolicy: {ResourceSignal: {Count: 3}}, Properties: {MinSize: 1, MaxSize: 3, LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: '1'}}}\n  Template: {Type: 'AWS::EC2::LaunchTemplate', Properties: {LaunchTemplateData: {UserData: !Base64 '/opt/aws/bin/cfn-signal --resource Thing'}}}"
    )]
    [InlineData(
        "Handle: {Type: 'AWS::CloudFormation::WaitConditionHandle'}\n  Thing: {Type: 'AWS::CloudFormation::WaitCondition', Properties: {Handle: !Ref Handle, Timeout: 600, Count: 2}}\n  Machine: {Type: 'AWS::EC2::Instance', Properties: {UserData: !Base64 {'Fn::Sub': 'curl -T done ${Handle}'}}}"
    )]
    public async Task Signals_ThatTheTemplatesOwnInstancesSend_AreSentForThem(string resources)
    {
        var stack = await _client.CreateAsync("app", $"Resources:\n  {resources}");
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Single(
            _log,
            line => line.Contains("the signals that Thing of stack app waits for", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("AWS::SSM::Parameter", "{ResourceSignal: {Count: 1}}")]
    [InlineData("AWS::AppStream::Fleet", "{StartFleet: {Type: true}}")]
    public async Task CreationPolicy_OfATypeThatWaitsForNoSignals_IsIgnored(string type, string policy)
    {
        var stack = await _client.CreateAsync("app", Waiting(policy, type));
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
    }

    [Fact]
    public async Task CreationPolicy_OfAWaitCondition_NeedsNoHandle()
    {
        await StartAsync(Waiting("{ResourceSignal: {Timeout: PT10M}}", "AWS::CloudFormation::WaitCondition"));
        await SignalAsync("one");
        Assert.Equal("CREATE_COMPLETE", await StatusAsync());
    }

    [Fact]
    public async Task DeleteStack_WhileAResourceWaits_CancelsIt()
    {
        await StartAsync(Waiting("{ResourceSignal: {Count: 1}}"));
        var id = Value(await _client.CallAsync("DescribeStacks", ("StackName", "app")), "StackId");
        await _client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", Value(await _client.SettledAsync(id), "StackStatus"));
        Assert.Contains("Thing CREATE_FAILED Resource creation cancelled", await _client.EventsAsync(id));
    }

    [Fact]
    public async Task SignalResource_WithoutItsPermission_IsDenied()
    {
        await StartAsync(Waiting("{ResourceSignal: {Count: 1}}"));
        using var iam = new LocalAws.QueryClient(_world, "iam", "2010-05-08");
        await iam.CallAsync(LocalWorld.First, "CreateUser", ("UserName", "machine"));
        var key = await iam.CallAsync(LocalWorld.First, "CreateAccessKey", ("UserName", "machine"));
        using var cloudFormation = new LocalAws.QueryClient(_world, "cloudformation", "2010-05-15");

        var (status, answer) = await cloudFormation.SendAsync(
            new(LocalAws.QueryClient.Text(key, "AccessKeyId"), LocalAws.QueryClient.Text(key, "SecretAccessKey")),
            "SignalResource",
            [("StackName", "app"), ("LogicalResourceId", "Thing"), ("UniqueId", "i-1"), ("Status", "SUCCESS")]
        );

        Assert.Equal(403, status);
        Assert.Contains(
            "is not authorized to perform: cloudformation:SignalResource on resource",
            LocalAws.QueryClient.Text(answer, "Message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WaitCondition_SignalledAtItsHandle_GivesTheData()
    {
        await StartAsync(Condition, "Condition");
        var url = await HandleAsync();
        Assert.Equal(
            HttpStatusCode.OK,
            await PutAsync(url, """{"Status": "SUCCESS", "Reason": "done", "UniqueId": "a", "Data": "first"}""")
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await PutAsync(url, """{"Status": "SUCCESS", "Reason": "again", "UniqueId": "a", "Data": "first"}""")
        );
        Assert.Equal(
            "CREATE_IN_PROGRESS",
            Value(await _client.CallAsync("DescribeStacks", ("StackName", "app")), "StackStatus")
        );
        await PutAsync(url, """{"Status": "SUCCESS", "Reason": "done", "UniqueId": "b", "Data": "second"}""");
        var stack = await _client.SettledAsync("app");
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            ["""{"a":"first","b":"second"}""", url],
            stack.Descendants("OutputValue").Select(value => value.Value).Order(StringComparer.Ordinal).Reverse()
        );
        var resource = await _client.CallAsync(
            "DescribeStackResource",
            ("StackName", "app"),
            ("LogicalResourceId", "Condition")
        );
        Assert.Equal($"{Value(stack, "StackId")}/Handle", Value(resource, "PhysicalResourceId"));
    }

    [Theory]
    [InlineData(
        """{"Status": "FAILURE", "Reason": "no disk", "UniqueId": "a", "Data": ""}""",
        "WaitCondition received failed message: 'no disk' for uniqueId: a"
    )]
    [InlineData("""{"Status": "DONE", "UniqueId": "a"}""", "Unparsable WaitCondition data")]
    [InlineData("done", "Unparsable WaitCondition data")]
    [InlineData(null, "WaitCondition timed out. Received 0 conditions when expecting 2")]
    public async Task WaitCondition_NotSignalledAsItWants_FailsForThatReason(string? body, string reason)
    {
        await StartAsync(Condition, "Condition");
        if (body is not null)
            await PutAsync(await HandleAsync(), body);
        Assert.Equal("ROLLBACK_COMPLETE", body is null ? await StatusInTheEndAsync() : await StatusAsync());
        Assert.Contains($"Condition CREATE_FAILED {reason}", await _client.EventsAsync("app"));
    }

    [Fact]
    public async Task Handle_UnderAnotherSignature_TakesNothing()
    {
        await StartAsync(Condition, "Condition");
        var url = await HandleAsync();
        const string Body = """{"Status": "FAILURE", "UniqueId": "a"}""";
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PutAsync(url.Replace("%2FHandle", "%2FOther", StringComparison.Ordinal), Body)
        );
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(url[..^1] + (url[^1] == '0' ? '1' : '0'), Body));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(url.Split('?')[0], Body));
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(url, Body));
        Assert.Contains(
            "Condition CREATE_FAILED WaitCondition timed out. Received 0 conditions when expecting 2",
            await FailedEventsAsync()
        );
    }

    [Fact]
    public async Task WaitCondition_Changed_CannotBeUpdated()
    {
        await StartAsync(Condition, "Condition");
        var url = await HandleAsync();
        await PutAsync(url, """{"Status": "SUCCESS", "UniqueId": "a"}""");
        await PutAsync(url, """{"Status": "SUCCESS", "UniqueId": "b"}""");
        Assert.Equal("CREATE_COMPLETE", await StatusAsync());
        var stack = await _client.UpdateAsync("app", Condition.Replace("600", "900", StringComparison.Ordinal));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            "Condition UPDATE_FAILED Update to resource type AWS::CloudFormation::WaitCondition is not supported.",
            await _client.EventsAsync("app")
        );
    }

    async Task<IReadOnlyList<string>> FailedEventsAsync()
    {
        Assert.Equal("ROLLBACK_COMPLETE", await StatusInTheEndAsync());
        return await _client.EventsAsync("app");
    }

    async Task<string> HandleAsync() =>
        Value(
            await _client.CallAsync("DescribeStackResource", ("StackName", "app"), ("LogicalResourceId", "Handle")),
            "PhysicalResourceId"
        );

    static async Task<HttpStatusCode> PutAsync(string url, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = null;
        using var answer = await http.PutAsync(new Uri(url), content, Stop);
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _world.DisposeAsync();
    }
}
