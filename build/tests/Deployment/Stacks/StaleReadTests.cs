using Deployment;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

/// <summary>Reads that show a stack as it was before the last write, more often than anybody would look twice.</summary>
public class StaleReadTests
{
    const string Wanted = """{"Resources":{"Value":{"Type":"AWS::SSM::Parameter"}}}""";
    const int StaleReads = 7;

    [Theory]
    [InlineData("UPDATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE")]
    [InlineData("UPDATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")]
    [InlineData(null, "REVIEW_IN_PROGRESS", "CREATE_COMPLETE")]
    [InlineData(null, null, "CREATE_COMPLETE")]
    public async Task RunAsync_StackIsShownAsItWas_WaitsForTheEndOfItsOwnChangeSet(
        string? before,
        string? stale,
        string end
    )
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(before);
        aws.WithChangeSetEndingIn(end);
        var left = StaleReads;
        aws.On(
            "DescribeStacks",
            _ =>
                !aws.IsExecuted ? aws.Description(aws.Status)
                : left-- > 0 ? aws.Description(stale, changeSetId: "arn:earlier")
                : aws.Description(end)
        );

        var result = await Record(aws.DeployAsync(Wanted));

        Assert.Equal(-1, left);
        Assert.Equal(!end.Contains("ROLLBACK", StringComparison.Ordinal), result is StackResult.Deployed);
    }

    [Fact]
    public async Task RunAsync_ChangeSetIsNotToBeSeenAtFirst_IsLookedForAgain()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE");
        var left = 3;
        var described = aws.AnswerTo("DescribeChangeSet");
        aws.On(
            "DescribeChangeSet",
            form => left-- > 0 ? "!ChangeSetNotFound ChangeSet [arn:change-set] does not exist" : described(form)
        );

        Assert.IsType<StackResult.Deployed>(await aws.DeployAsync(Wanted));
        Assert.Equal(-1, left);
    }

    /// <summary>It may have been created since, and then its deletion would be the end of its resources.</summary>
    [Fact]
    public async Task RunAsync_StackUnderReview_IsNotDeleted()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("REVIEW_IN_PROGRESS");
        aws.WithChangeSetEndingIn("CREATE_COMPLETE");

        Assert.True(Assert.IsType<StackResult.Deployed>(await aws.DeployAsync(Wanted)).Created);
        Assert.DoesNotContain("DeleteStack", aws.Calls);
    }

    [Theory]
    [InlineData(
        null,
        "!ValidationError Stack [One] already exists and cannot be created again with the changeSet [x]."
    )]
    [InlineData("CREATE_COMPLETE", "!ValidationError Stack [One] does not exist")]
    [InlineData(
        "CREATE_COMPLETE",
        "!ValidationError Stack:arn:x is in UPDATE_IN_PROGRESS state and can not be updated."
    )]
    public async Task RunAsync_RefusedForWhatTheStackIsNoLonger_LooksAgainAndDeploys(string? seen, string refusal)
    {
        await using var aws = await ScriptedCloudFormation.StartAsync(seen);
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE");
        var created = aws.AnswerTo("CreateChangeSet");
        var refusals = 1;
        aws.On(
            "CreateChangeSet",
            form =>
            {
                if (refusals-- <= 0)
                    return created(form);
                aws.Status = "UPDATE_COMPLETE";
                return refusal;
            }
        );

        Assert.IsType<StackResult.Deployed>(await aws.DeployAsync(Wanted));
    }

    /// <summary>The second would be taken for a repetition of the first, and nothing be done.</summary>
    [Fact]
    public async Task RunAsync_TwoRollbacksInOneRun_HaveTokensOfTheirOwn()
    {
        await using var aws = await ScriptedCloudFormation.StartAsync("UPDATE_ROLLBACK_FAILED");
        var tokens = new List<string>();
        aws.WithChangeSetEndingIn("UPDATE_COMPLETE")
            .On("ContinueUpdateRollback", form => Note(form["ClientRequestToken"]!, "UPDATE_FAILED"))
            .On("RollbackStack", form => Note(form["ClientRequestToken"]!, "UPDATE_ROLLBACK_COMPLETE"));

        await aws.DeployAsync(Wanted, new StackOptions { Rollback = true });

        Assert.Equal(2, tokens.Distinct().Count());

        string Note(string token, string status)
        {
            tokens.Add(token);
            aws.Status = status;
            return "";
        }
    }

    static async Task<StackResult?> Record(Task<StackResult> deployment)
    {
        try
        {
            return await deployment;
        }
        catch (BuildException)
        {
            return null;
        }
    }
}
