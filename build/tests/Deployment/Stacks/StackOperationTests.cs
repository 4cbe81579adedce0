using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Stacks;

/// <summary>Which descriptions of a stack are taken for the end of an operation, and which for stale reads.</summary>
public class StackOperationTests
{
    const string Ours = "arn:change-set/ours";
    const string Earlier = "arn:change-set/earlier";

    [Theory]
    [InlineData("UPDATE_COMPLETE", Ours, 20, true)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", Ours, 20, true)]
    [InlineData("UPDATE_COMPLETE", Earlier, 10, false)]
    [InlineData("CREATE_COMPLETE", null, 5, false)]
    [InlineData("REVIEW_IN_PROGRESS", Ours, 20, false)]
    public void IsEnd_OfAnUpdate_IsWhatOnlyItCanHaveDone(string status, string? changeSet, int minute, bool expected) =>
        Assert.Equal(
            expected,
            new StackOperation.Execution("run", Ours, Stack("UPDATE_COMPLETE", Earlier, 10)).IsEnd(
                Stack(status, changeSet, minute)
            )
        );

    [Theory]
    [InlineData("CREATE_COMPLETE", true)]
    [InlineData("ROLLBACK_COMPLETE", true)]
    [InlineData("DELETE_COMPLETE", true)]
    [InlineData("REVIEW_IN_PROGRESS", false)]
    public void IsEnd_OfACreation_IsAnyEndButTheReviewBeforeIt(string status, bool expected)
    {
        var creation = new StackOperation.Execution("run", Ours, Before: null);

        Assert.Equal(expected, creation.IsEnd(Stack(status, null, 1)));
        Assert.False(creation.EndsInNothing(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("CREATE_COMPLETE", "DELETE_COMPLETE", true)]
    [InlineData("CREATE_COMPLETE", "DELETE_FAILED", true)]
    [InlineData("CREATE_COMPLETE", "CREATE_COMPLETE", false)]
    [InlineData("UPDATE_COMPLETE", "CREATE_COMPLETE", false)]
    [InlineData("DELETE_FAILED", "DELETE_FAILED", false)]
    public void IsEnd_OfADeletion_IsADeletedStackOrANewFailure(string before, string status, bool expected) =>
        Assert.Equal(
            expected,
            new StackOperation.Deletion("run", Stack(before, null, 10)).IsEnd(Stack(status, null, 10))
        );

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public void HasEnded_DeletedStackIsNotFound_IsBelievedOfOneThatIsNotNew(int minutesAfter, bool expected)
    {
        var created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var deletion = new StackOperation.Deletion(
            "run",
            Stack("CREATE_COMPLETE", null, 0) with
            {
                CreationTime = created,
            }
        );

        Assert.Equal(expected, deletion.HasEnded(null, created.AddMinutes(minutesAfter)));
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", 10, true)]
    [InlineData("UPDATE_FAILED", 10, false)]
    [InlineData("UPDATE_COMPLETE", 5, false)]
    public void IsEnd_OfARollback_IsAnotherStatusThatIsNotOlder(string status, int minute, bool expected) =>
        Assert.Equal(
            expected,
            new StackOperation.Rollback("run", Stack("UPDATE_FAILED", null, 10)).IsEnd(Stack(status, null, minute))
        );

    [Theory]
    [InlineData("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", 10, true)]
    [InlineData("UPDATE_IN_PROGRESS", "CREATE_COMPLETE", 5, false)]
    [InlineData("CREATE_IN_PROGRESS", "REVIEW_IN_PROGRESS", 10, false)]
    [InlineData("DELETE_IN_PROGRESS", "UPDATE_COMPLETE", 10, false)]
    [InlineData("DELETE_IN_PROGRESS", "DELETE_FAILED", 10, true)]
    public void IsEnd_OfSomebodyElsesOperation_IsNothingThatWasBeforeIt(
        string seen,
        string status,
        int minute,
        bool expected
    ) => Assert.Equal(expected, new StackOperation.Found(Stack(seen, null, 10)).IsEnd(Stack(status, null, minute)));

    static StackDescription Stack(string status, string? changeSet, int minute) =>
        new()
        {
            StackId = "arn:stack",
            StackName = "One",
            Status = new StackStatus(status),
            ChangeSetId = changeSet,
            LastUpdatedTime = new DateTimeOffset(2026, 1, 1, 0, minute, 0, TimeSpan.Zero),
        };
}
