using Iam;
using Iam.ManagedPolicies;
using Iam.Simulations;

namespace Build.Tests.Iam;

public class PolicySimulationTests
{
    static readonly Policy Parameters = Policy.Parse(
        "parameters",
        PolicyKind.Identity,
        """
        { "Version": "2012-10-17", "Statement": [
          { "Effect": "Allow", "Action": "ssm:Get*", "Resource": "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/*",
            "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:ResourceTag/stage": "${aws:PrincipalTag/stage}" } } },
          { "Effect": "Deny", "Action": "ssm:DeleteParameter", "Resource": "*" }] }
        """
    );

    static readonly PolicySimulation Simulation = new(
        Principal.User("arn:aws:iam::111111111111:user/anna", "AIDA1"),
        new Policies { Identity = [Parameters] }
    );

    [Fact]
    public void Run_ActionsAndResources_AnswersEachPair()
    {
        var results = Simulation.Run(
            ["ssm:GetParameter", "ssm:DeleteParameter"],
            ["arn:aws:ssm:eu-west-1:111111111111:parameter/a/b", "*"]
        );

        Assert.Equal(
            ["implicitDeny", "implicitDeny", "explicitDeny", "explicitDeny"],
            results.Select(r => r.EvalDecision)
        );
    }

    [Fact]
    public void Run_KeysNotGiven_NamesThem()
    {
        var result = Assert.Single(Simulation.Run(["ssm:GetParameter"], []));

        Assert.Equal(
            ["aws:PrincipalTag/team", "aws:RequestedRegion", "aws:ResourceTag/stage", "aws:PrincipalTag/stage"],
            result.MissingContextKeys
        );
    }

    [Fact]
    public void Run_KeysGiven_DecidesWithThem()
    {
        var simulation = Simulation with
        {
            Context = RequestContext
                .Empty.With("aws:PrincipalTag/team", "blue")
                .With("aws:PrincipalTag/stage", "prod")
                .With("aws:ResourceTag/stage", "prod")
                .With("aws:RequestedRegion", "eu-west-1"),
        };

        var result = Assert.Single(
            simulation.Run(["ssm:GetParameter"], ["arn:aws:ssm:eu-west-1:111111111111:parameter/blue/x"])
        );

        Assert.Equal("allowed", result.EvalDecision);
        Assert.Empty(result.MissingContextKeys);
    }

    [Fact]
    public void Run_ResourceOfAnotherAccount_NeedsItsPolicy()
    {
        var simulation = Simulation with
        {
            Policies = new Policies
            {
                Identity = [ManagedPolicyCatalog.Find("arn:aws:iam::aws:policy/AdministratorAccess")!.ToPolicy()],
            },
            ResourceAccount = "222222222222",
        };

        var result = Assert.Single(simulation.Run(["s3:GetObject"], ["arn:aws:s3:::theirs/x"]));

        Assert.Equal(
            PolicyKind.Resource,
            Assert.Single(Assert.IsType<Decision.ImplicitDeny>(result.Decision).Missing).Kind
        );
    }
}
