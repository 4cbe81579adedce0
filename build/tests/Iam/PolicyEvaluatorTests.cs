using Iam;

namespace Build.Tests.Iam;

public class PolicyEvaluatorTests
{
    const string Role = "arn:aws:iam::222222222222:role/deploy";

    static readonly Principal Builder = Principal.RoleSession(
        "arn:aws:iam::111111111111:role/ci",
        "AROA1111111111111111",
        "build"
    );

    static readonly AccessRequest AssumeRole = new(Builder, "sts:AssumeRole", Role);

    static readonly Policy Trust = Policy.Parse(
        "deploy",
        PolicyKind.RoleTrust,
        """
        { "Version": "2012-10-17", "Statement": { "Effect": "Allow",
          "Principal": { "AWS": "111111111111" }, "Action": "sts:AssumeRole" } }
        """
    );

    static readonly Policy Identity = Policy.Parse(
        "assume",
        PolicyKind.Identity,
        """
        { "Version": "2012-10-17", "Statement": [{ "Sid": "Deploy", "Effect": "Allow", "Action": "sts:*",
          "Resource": "arn:aws:iam::*:role/deploy" }] }
        """
    );

    [Fact]
    public void Evaluate_BothSidesAllow_NamesBothStatements()
    {
        var decision = PolicyEvaluator.Evaluate(AssumeRole, new() { Identity = [Identity], Resource = Trust });

        var allowed = Assert.IsType<Decision.Allowed>(decision);
        Assert.Equal(
            ["statement 1 of role trust policy deploy", "statement Deploy of identity-based policy assume"],
            allowed.By.Select(s => s.ToString())
        );
    }

    [Fact]
    public void Evaluate_IdentityDoesNotAllow_ExplainsAsAws()
    {
        var decision = PolicyEvaluator.Evaluate(AssumeRole, new() { Resource = Trust });

        Assert.Equal(
            "User: arn:aws:sts::111111111111:assumed-role/ci/build is not authorized to perform: sts:AssumeRole "
                + $"on resource: {Role} because no identity-based policy allows the sts:AssumeRole action",
            decision.Message
        );
        var missing = Assert.Single(Assert.IsType<Decision.ImplicitDeny>(decision).Missing);
        Assert.Equal(
            $$"""
            {
              "Effect": "Allow",
              "Action": "sts:AssumeRole",
              "Resource": "{{Role}}"
            }
            """,
            missing.Statement
        );
    }
}
