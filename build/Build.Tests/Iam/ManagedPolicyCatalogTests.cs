using Iam;
using Iam.ManagedPolicies;

namespace Build.Tests.Iam;

public class ManagedPolicyCatalogTests
{
    public static TheoryData<string> Names => [.. ManagedPolicyCatalog.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_ByItsArnInAnyPartition_IsThePolicyWithAnAllow(string name)
    {
        var policy = ManagedPolicyCatalog.All.Single(p => p.Name == name);

        Assert.Same(policy, ManagedPolicyCatalog.Find(policy.ArnIn("aws")));
        Assert.Same(policy, ManagedPolicyCatalog.Find(policy.ArnIn("aws-cn")));
        Assert.Contains(policy.Document.Statements, s => s.Effect == PolicyEffect.Allow);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData("arn:aws:iam::111111111111:policy/AdministratorAccess")]
    [InlineData("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole")]
    public void Find_AnotherArn_IsNothing(string arn) => Assert.Null(ManagedPolicyCatalog.Find(arn));

    [Fact]
    public void All_ReadingPolicies_GrantNoActionThatWrites()
    {
        string[] writes =
        [
            "s3:PutObject",
            "iam:PassRole",
            "ssm:PutParameter",
            "kms:Decrypt",
            "sts:AssumeRole",
            "ec2:RunInstances",
        ];
        var caller = Principal.User("arn:aws:iam::111111111111:user/anna", "AIDA1");

        Assert.All(
            ManagedPolicyCatalog.All.Where(p => p.IsApproximate),
            policy =>
                Assert.All(
                    writes,
                    action =>
                        Assert.False(
                            PolicyEvaluator
                                .Evaluate(
                                    new AccessRequest(caller, action, "*"),
                                    new Policies { Identity = [policy.ToPolicy()] }
                                )
                                .IsAllowed
                        )
                )
        );
    }
}
