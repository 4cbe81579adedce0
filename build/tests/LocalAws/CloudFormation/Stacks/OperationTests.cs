using LocalAws.CloudFormation;
using Microsoft.Extensions.Time.Testing;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Operations that take time and go wrong.</summary>
public sealed class OperationTests
{
    const string Topic = "Slow: {Type: AWS::SNS::Topic, DependsOn: One, Properties: {TopicName: slow}}";
    const string Rule =
        "Late: {Type: AWS::Events::Rule, DependsOn: One, Properties: {ScheduleExpression: rate(1 day)}}";
    const string Queue = "Bad: {Type: AWS::SQS::Queue, DependsOn: One}";

    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    static string Stack(string value, params string[] more) =>
        string.Join(
            "\n  ",
            [
                "Resources:",
                $"One: {{Type: AWS::SSM::Parameter, Properties: {{Name: /one, Type: String, Value: {value}}}}}",
                .. more,
            ]
        );

    /// <summary>Topics take ten minutes, queues cannot be made, and rules take ten minutes to fail.</summary>
    Task<LocalWorld> StartAsync() =>
        LocalWorld.StartAsync(o =>
            o with
            {
                Clock = _clock,
                CloudFormation = new CloudFormationOptions
                {
                    ResourceDurations = new Dictionary<string, TimeSpan>
                    {
                        ["AWS::SNS::Topic"] = TimeSpan.FromMinutes(10),
                        ["AWS::Events::Rule"] = TimeSpan.FromMinutes(10),
                    },
                    FailingResourceTypes = ["AWS::SQS::Queue", "AWS::Events::Rule"],
                },
            }
        );

    QueryClient Client(LocalWorld world) => new(world, LocalWorld.First, _clock);

    void Pass() => _clock.Advance(TimeSpan.FromMinutes(1));

    async Task<string> StatusAsync(QueryClient client, string stack = "app") =>
        Value(await client.SettledAsync(stack, Pass), "StackStatus");

    [Fact]
    public async Task CreateStack_OfASlowResource_IsInProgressUntilItsTimeHasPassed()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        await client.StartAsync("CreateStack", "app", ("TemplateBody", Stack("first", Topic)));
        await client.WhenAsync("app", "Slow", "CREATE_IN_PROGRESS");
        var described = await client.CallAsync("DescribeStacks", ("StackName", "app"));
        Assert.Equal("CREATE_IN_PROGRESS", Value(described, "StackStatus"));
        var refusal = await client.RefusalAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Stack("second")));
        Assert.EndsWith("is in CREATE_IN_PROGRESS state and can not be updated.", refusal, StringComparison.Ordinal);
        Assert.Equal("CREATE_COMPLETE", await StatusAsync(client));
    }

    [Fact]
    public async Task CreateStack_LongerThanItsTimeout_RollsBackForThatReason()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        await client.StartAsync(
            "CreateStack",
            "app",
            ("TemplateBody", Stack("first", Topic)),
            ("TimeoutInMinutes", "5")
        );
        await client.WhenAsync("app", "Slow", "CREATE_IN_PROGRESS");
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync(client));
        var events = await client.EventsAsync("app");
        Assert.Contains("Slow CREATE_FAILED Resource creation cancelled", events);
        Assert.Contains(
            "app ROLLBACK_IN_PROGRESS Stack creation time exceeded the specified timeout. Rollback requested by user.",
            events
        );
    }

    [Fact]
    public async Task CreateStack_ThatFailsWithOnFailureDelete_IsGoneWithItsResources()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        var answer = await client.StartAsync(
            "CreateStack",
            "app",
            ("TemplateBody", Stack("first", Queue)),
            ("OnFailure", "DELETE")
        );
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(client, Value(answer, "StackId")));
        var events = await client.EventsAsync(Value(answer, "StackId"));
        Assert.Contains(
            "app DELETE_IN_PROGRESS The following resource(s) failed to create: [Bad]. Delete requested by user.",
            events
        );
        Assert.Contains("One DELETE_COMPLETE", events);
        Assert.Equal(
            "Stack with id app does not exist",
            await client.RefusalAsync("DescribeStacks", ("StackName", "app"))
        );
    }

    [Fact]
    public async Task UpdateStack_WithoutRollback_StaysFailedAndGoesForwardOrBack()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        await client.CreateAsync("app", Stack("first"));
        var failed = await client.UpdateAsync("app", Stack("second", Queue), ("DisableRollback", "true"));
        Assert.Equal("UPDATE_FAILED", Value(failed, "StackStatus"));
        await client.StartAsync("RollbackStack", "app");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await StatusAsync(client));
        await client.UpdateAsync("app", Stack("second", Queue), ("DisableRollback", "true"));
        var forward = await client.UpdateAsync("app", Stack("third"));
        Assert.Equal("UPDATE_COMPLETE", Value(forward, "StackStatus"));
        Assert.EndsWith(
            "is in UPDATE_COMPLETE state and can not be rolled back.",
            await client.RefusalAsync("RollbackStack", ("StackName", "app")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CancelUpdateStack_OfARunningUpdate_GoesBackToWhatWas()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        await client.CreateAsync("app", Stack("first"));
        Assert.Equal(
            "CancelUpdateStack cannot be called from current stack status",
            await client.RefusalAsync("CancelUpdateStack", ("StackName", "app"))
        );
        await client.StartAsync("UpdateStack", "app", ("TemplateBody", Stack("second", Topic)));
        await client.WhenAsync("app", "Slow", "CREATE_IN_PROGRESS");
        await client.StartAsync("CancelUpdateStack", "app");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await StatusAsync(client));
        var template = await client.CallAsync("GetTemplate", ("StackName", "app"));
        Assert.Equal(Stack("first"), Value(template, "TemplateBody"));
        var resources = await client.CallAsync("ListStackResources", ("StackName", "app"));
        Assert.Equal(["One"], resources.Descendants("LogicalResourceId").Select(id => id.Value));
    }

    [Fact]
    public async Task ContinueUpdateRollback_AfterAFailedRollback_EndsItWhenTheCauseIsGone()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        var role = await CreateRoleAsync(client, "ssm:*");
        await client.CreateAsync("app", Stack("first"), ("RoleARN", role));
        await client.StartAsync("UpdateStack", "app", ("TemplateBody", Stack("second", Rule)));
        await client.WhenAsync("app", "One", "UPDATE_COMPLETE");
        await client.UpdateAsync("role", Role("s3:*"));
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await StatusAsync(client));
        Assert.Contains(
            await client.EventsAsync("app"),
            e =>
                e.StartsWith("One UPDATE_FAILED", StringComparison.Ordinal)
                && e.Contains("ssm:PutParameter", StringComparison.Ordinal)
        );
        var update = await client.RefusalAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Stack("x")));
        Assert.EndsWith("is in UPDATE_ROLLBACK_FAILED state and can not be updated.", update, StringComparison.Ordinal);

        await client.StartAsync("ContinueUpdateRollback", "app");
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await StatusAsync(client));
        Assert.Contains(
            "must be in the UPDATE_FAILED state",
            await client.RefusalAsync(
                "ContinueUpdateRollback",
                ("StackName", "app"),
                ("ResourcesToSkip.member.1", "Late")
            ),
            StringComparison.Ordinal
        );
        await client.UpdateAsync("role", Role("ssm:*"));
        await client.StartAsync("ContinueUpdateRollback", "app");
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await StatusAsync(client));
    }

    [Fact]
    public async Task ContinueUpdateRollback_WithTheResourceSkipped_EndsItAsItIs()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        var role = await CreateRoleAsync(client, "ssm:*");
        await client.CreateAsync("app", Stack("first"), ("RoleARN", role));
        await client.StartAsync("UpdateStack", "app", ("TemplateBody", Stack("second", Rule)));
        await client.WhenAsync("app", "One", "UPDATE_COMPLETE");
        await client.UpdateAsync("role", Role("s3:*"));
        Assert.Equal("UPDATE_ROLLBACK_FAILED", await StatusAsync(client));
        await client.StartAsync("ContinueUpdateRollback", "app", ("ResourcesToSkip.member.1", "One"));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", await StatusAsync(client));
    }

    [Fact]
    public async Task RollbackAndDeletion_ThatTheRoleMayNotDo_FailAndAreRepeated()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        var role = await CreateRoleAsync(client, "ssm:PutParameter");
        var stack = await client.CreateAsync("app", Stack("first", Queue), ("RoleARN", role));
        Assert.Equal("ROLLBACK_FAILED", Value(stack, "StackStatus"));
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_FAILED", await StatusAsync(client));
        await client.StartAsync("DeleteStack", "app", ("RetainResources.member.1", "One"));
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(client, Value(stack, "StackId")));
        Assert.Contains("One DELETE_SKIPPED", await client.EventsAsync(Value(stack, "StackId")));
    }

    [Fact]
    public async Task DeleteStack_OfAStackUnderCreation_CancelsAndDeletesIt()
    {
        await using var world = await StartAsync();
        using var client = Client(world);
        var answer = await client.StartAsync("CreateStack", "app", ("TemplateBody", Stack("first", Topic)));
        await client.WhenAsync("app", "Slow", "CREATE_IN_PROGRESS");
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", await StatusAsync(client, Value(answer, "StackId")));
    }

    [Fact]
    public async Task UpdateStack_ThatAStackPolicyDenies_IsRefusedByTheStatement()
    {
        const string Policy = """
            {"Statement": [
              {"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"},
              {"Effect": "Deny", "Principal": "*", "Action": "Update:Modify", "Resource": "LogicalResourceId/One"}]}
            """;
        await using var world = await StartAsync();
        using var client = Client(world);
        await client.CreateAsync("app", Stack("first"));
        Assert.Equal("", Value(await client.CallAsync("GetStackPolicy", ("StackName", "app")), "StackPolicyBody"));
        await client.StartAsync("SetStackPolicy", "app", ("StackPolicyBody", Policy));
        Assert.Equal(Policy, Value(await client.CallAsync("GetStackPolicy", ("StackName", "app")), "StackPolicyBody"));
        Assert.Equal(
            "Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/One]",
            await client.RefusalAsync("UpdateStack", ("StackName", "app"), ("TemplateBody", Stack("second")))
        );
        Assert.Equal(
            "Error validating stack policy: Invalid stack policy",
            await client.RefusalAsync("SetStackPolicy", ("StackName", "app"), ("StackPolicyBody", "{"))
        );
        const string Two = "Two: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: x}}";
        Assert.Equal("UPDATE_COMPLETE", Value(await client.UpdateAsync("app", Stack("first", Two)), "StackStatus"));
    }

    [Fact]
    public async Task ChangeSet_WhileItsDurationPasses_IsInProgressAndCannotBeExecuted()
    {
        await using var world = await LocalWorld.StartAsync(o =>
            o with
            {
                Clock = _clock,
                CloudFormation = new CloudFormationOptions { ChangeSetDuration = TimeSpan.FromSeconds(30) },
            }
        );
        using var client = Client(world);
        (string, string)[] set = [("StackName", "app"), ("ChangeSetName", "first")];
        await client.StartAsync(
            "CreateChangeSet",
            "app",
            ("ChangeSetName", "first"),
            ("ChangeSetType", "CREATE"),
            ("TemplateBody", Stack("first"))
        );
        Assert.StartsWith(
            "CREATE_",
            Value(await client.CallAsync("DescribeChangeSet", set), "Status"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cannot be executed",
            await client.RefusalAsync("ExecuteChangeSet", set),
            StringComparison.Ordinal
        );
        _clock.Advance(TimeSpan.FromSeconds(30));
        string status;
        do
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            status = Value(await client.CallAsync("DescribeChangeSet", set), "Status");
        } while (status is "CREATE_PENDING" or "CREATE_IN_PROGRESS");
        Assert.Equal("CREATE_COMPLETE", status);
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "first"));
        Assert.Equal("CREATE_COMPLETE", await StatusAsync(client));
    }

    static string Role(string action) => TemplateTexts.ExecutionRoleTemplate("execution", action, "sns:*", "sqs:*");

    static async Task<string> CreateRoleAsync(QueryClient client, string action)
    {
        await client.CreateAsync("role", Role(action));
        return $"arn:aws:iam::{LocalWorld.First}:role/execution";
    }
}
