using Deployment;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

public class StackRecoveryTests
{
    const string Wanted = """{"Resources":{"Value":{"Type":"AWS::SSM::Parameter"}}}""";

    [Fact]
    public async Task RunAsync_Unchanged_CostsOneDescribeStacksAndOneGetTemplate()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        aws.Template = Wanted;

        var result = await aws.DeployAsync(Wanted);

        Assert.IsType<StackResult.Unchanged>(result);
        Assert.Equal(["DescribeStacks", "GetTemplate"], aws.Calls);
    }

    [Theory]
    [InlineData(
        "UPDATE_ROLLBACK_FAILED",
        "./build.sh --target=Deploy --rollback --local  (goes back to the last good state first)"
    )]
    [InlineData(
        "UPDATE_FAILED",
        "./build.sh --target=Deploy --rollback --local  (goes back to the last good state first)"
    )]
    [InlineData("DELETE_FAILED", "./build.sh --target=Destroy --stacks=One --local")]
    [InlineData("IMPORT_ROLLBACK_FAILED", "finish the import's rollback in the CloudFormation console")]
    public async Task RunAsync_StatusThatAPersonMustDecideOn_IsRefusedWithTheNextAction(string status, string next)
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(status);

        var error = await Assert.ThrowsAsync<BuildException>(() => aws.DeployAsync(Wanted));

        var finding = Assert.Single(error.Findings);
        Assert.Equal("StackNotDeployable", finding.Code);
        Assert.Equal($"Stack One in 111111111111/eu-west-1 is in {status}", finding.What);
        Assert.Equal(next, finding.Next);
        Assert.All(aws.Calls, call => Assert.Equal("DescribeStacks", call));
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback")]
    [InlineData("UPDATE_FAILED", "RollbackStack")]
    public async Task RunAsync_FailedUpdateWithRollback_GoesBackFirstAndThenDeploys(string status, string call)
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(status);
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE")
            .On(
                call,
                _ =>
                {
                    aws.Status = "UPDATE_ROLLBACK_COMPLETE";
                    return "";
                }
            );

        var result = await aws.DeployAsync(Wanted, new StackOptions { Rollback = true });

        Assert.IsType<StackResult.Deployed>(result);
        Assert.Equal(1, aws.Calls.Count(c => c == call));
        Assert.True(aws.Calls.ToList().IndexOf(call) < aws.Calls.ToList().IndexOf("CreateChangeSet"));
    }

    [Theory]
    [InlineData("ROLLBACK_COMPLETE")]
    [InlineData("ROLLBACK_FAILED")]
    public async Task RunAsync_NeverCreated_IsDeletedAndCreated(string status)
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(status);
        aws.WithChangeSetEndingIn("CREATE_COMPLETE")
            .On(
                "DeleteStack",
                _ =>
                {
                    aws.Status = null;
                    return "";
                }
            );

        var result = await aws.DeployAsync(Wanted);

        Assert.True(Assert.IsType<StackResult.Deployed>(result).Created);
    }

    [Theory]
    [InlineData("ROLLBACK_COMPLETE", "DeleteStack", null)]
    [InlineData("UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback", "UPDATE_ROLLBACK_COMPLETE")]
    [InlineData("UPDATE_FAILED", "RollbackStack", "UPDATE_ROLLBACK_COMPLETE")]
    public async Task RunAsync_CallThatRecovers_HandsOverTheExecutionRole(string status, string call, string? after)
    {
        const string role = "arn:aws:iam::111111111111:role/execution";
        await using var aws = await ScriptedCloudFormation.StartAsync(status);
        var given = "";
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE")
            .On(
                call,
                form =>
                {
                    (aws.Status, given) = (after, form["RoleARN"].ToString());
                    return "";
                }
            );

        await aws.DeployAsync(Wanted, new StackOptions { Rollback = true }, role);

        Assert.Equal(role, given);
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback", "ValidationError", "it is not in that state")]
    [InlineData("UPDATE_FAILED", "RollbackStack", "ValidationError", "it is not in that state")]
    [InlineData("UPDATE_ROLLBACK_FAILED", "ContinueUpdateRollback", "AccessDenied", "no policy allows it")]
    [InlineData("UPDATE_FAILED", "RollbackStack", "AccessDenied", "no policy allows it")]
    public async Task RunAsync_RollbackThatIsRefused_EndsInTheRefusal(
        string status,
        string call,
        string code,
        string words
    )
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(status);
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE").On(call, _ => $"!{code} {words}");

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            aws.DeployAsync(Wanted, new StackOptions { Rollback = true })
        );

        Assert.Equal($"{code}: {words}", Assert.Single(Assert.Single(error.Findings).Why));
        Assert.DoesNotContain("CreateChangeSet", aws.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_NeverCreatedButProtected_IsNoLongerProtectedAndDeleted(bool isProtected)
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("ROLLBACK_COMPLETE");
        aws.IsProtected = isProtected;
        aws.WithChangeSetEndingIn("CREATE_COMPLETE")
            .On(
                "UpdateTerminationProtection",
                form =>
                {
                    aws.IsProtected = form["EnableTerminationProtection"] != "false";
                    return "";
                }
            )
            .On(
                "DeleteStack",
                _ =>
                {
                    if (aws.IsProtected)
                        return "!ValidationError Stack [One] cannot be deleted while TerminationProtection is enabled";
                    aws.Status = null;
                    return "";
                }
            );

        Assert.True(Assert.IsType<StackResult.Deployed>(await aws.DeployAsync(Wanted)).Created);
        Assert.Equal(isProtected, aws.Calls.Contains("UpdateTerminationProtection"));
    }

    [Fact]
    public async Task RunAsync_InProgress_IsAwaitedAndFoundUnchanged()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_IN_PROGRESS");
        aws.Template = Wanted;
        var looks = 0;
        aws.On(
            "DescribeStacks",
            _ =>
                $"<Stacks><member><StackId>arn:aws:x</StackId><StackName>One</StackName><StackStatus>{(++looks < 4 ? "UPDATE_IN_PROGRESS" : "UPDATE_COMPLETE")}</StackStatus></member></Stacks>"
        );

        var result = await aws.DeployAsync(Wanted);

        Assert.IsType<StackResult.Unchanged>(result);
        Assert.DoesNotContain("CreateChangeSet", aws.Calls);
    }

    [Fact]
    public async Task RunAsync_AnswerOfCreateChangeSetLost_GoesOnWithTheOneThatWasMade()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE")
            .On("CreateChangeSet", _ => "!AlreadyExistsException ChangeSet x already exists");

        Assert.IsType<StackResult.Deployed>(await aws.DeployAsync(Wanted));
    }

    [Fact]
    public async Task RunAsync_Throttled_TriesAgain()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        var attempts = 0;
        aws.Template = Wanted;
        aws.On(
            "GetTemplate",
            _ =>
                ++attempts < 3
                    ? "!Throttling Rate exceeded"
                    : $"<TemplateBody>{System.Security.SecurityElement.Escape(Wanted)}</TemplateBody>"
        );

        Assert.IsType<StackResult.Unchanged>(await aws.DeployAsync(Wanted));
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task RunAsync_ResourceInANestedStackFails_NamesItAndNotTheCancellations()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        aws.WithChangeSetEndingIn("UPDATE_ROLLBACK_COMPLETE")
            .On("DescribeStackEvents", form => form["StackName"] == "arn:nested" ? Nested : Parent);

        var error = await Assert.ThrowsAsync<BuildException>(() => aws.DeployAsync(Wanted));

        var finding = Assert.Single(error.Findings);
        Assert.Equal("Inner/Queue (AWS::SQS::Queue): CREATE_FAILED", finding.Why[0]);
        Assert.Equal("Queue quota exceeded", finding.Why[^1]);
    }

    static string Parent =>
        Events(
            "arn:parent",
            (
                "One",
                "arn:parent",
                "AWS::CloudFormation::Stack",
                "UPDATE_ROLLBACK_IN_PROGRESS",
                "The following resource(s) failed"
            ),
            ("Topic", "t", "AWS::SNS::Topic", "CREATE_FAILED", "Resource creation cancelled"),
            (
                "Inner",
                "arn:nested",
                "AWS::CloudFormation::Stack",
                "UPDATE_FAILED",
                "Embedded stack was not successfully updated"
            ),
            ("One", "arn:parent", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS", "User Initiated"),
            ("Old", "o", "AWS::SNS::Topic", "UPDATE_FAILED", "of an earlier operation")
        );

    static string Nested =>
        Events(
            "arn:nested",
            ("Other", "x", "AWS::SNS::Topic", "CREATE_FAILED", "Resource creation cancelled"),
            ("Queue", "q", "AWS::SQS::Queue", "CREATE_FAILED", "Queue quota exceeded"),
            ("Inner", "arn:nested", "AWS::CloudFormation::Stack", "UPDATE_IN_PROGRESS", "")
        );

    static string Events(
        string stackId,
        params (string Id, string Physical, string Type, string Status, string Reason)[] events
    ) =>
        "<StackEvents>"
        + string.Concat(
            events.Select(
                (e, i) =>
                    $"<member><EventId>{stackId}{i}</EventId><StackId>{stackId}</StackId><StackName>x</StackName><Timestamp>2026-01-01T00:00:00Z</Timestamp>"
                    + $"<LogicalResourceId>{e.Id}</LogicalResourceId><PhysicalResourceId>{e.Physical}</PhysicalResourceId><ResourceType>{e.Type}</ResourceType>"
                    + $"<ResourceStatus>{e.Status}</ResourceStatus><ResourceStatusReason>{e.Reason}</ResourceStatusReason></member>"
            )
        )
        + "</StackEvents>";
}
