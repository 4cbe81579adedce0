using Deployment;
using Deployment.Diffing;

namespace Build.Tests.Deployment.Diffing;

/// <summary>What is said of a plan as a whole: one stack of many decides.</summary>
public sealed class PlanDifferenceTests
{
    static readonly StackReference stack = new("One", "One", "One", new("111111111111", "eu-west-1"));

    static readonly StackDifference same = new(stack, IsNew: false);

    static readonly StackDifference lossy = same with
    {
        Resources =
        [
            new ResourceDifference("Table", null, "AWS::DynamoDB::Table", ResourceChangeKind.Removed, [])
            {
                Data = DataFate.Lost,
            },
        ],
    };

    static readonly StackDifference broadening = same with
    {
        Iam = [new SecurityDifference("Role", "allows all", IsAdded: true, IsBroadening: true)],
    };

    static readonly StackDifference unsure = same with { Unsure = ["a macro"] };

    [Fact]
    public void Difference_OfOneStackAmongOthers_IsThePlansToo()
    {
        Assert.Equal((true, true, false, false), Of(same, lossy, same));
        Assert.Equal((false, false, true, false), Of(same, broadening, same));
        Assert.Equal((false, false, false, true), Of(same, unsure, same));
        Assert.Equal((false, false, false, false), Of(same, same));
    }

    static (bool HasChanges, bool LosesData, bool IsBroadening, bool IsUnsure) Of(params StackDifference[] stacks)
    {
        var plan = new PlanDifference(stacks);
        return (plan.HasChanges, plan.LosesData, plan.IsBroadening, plan.IsUnsure);
    }
}
