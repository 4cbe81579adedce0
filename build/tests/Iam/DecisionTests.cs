using Iam;

namespace Build.Tests.Iam;

public class DecisionTests
{
    const string Key = "arn:aws:kms:eu-west-1:111111111111:key/k";
    const string AllowAll = """{ "Effect": "Allow", "Action": "*", "Resource": "*" }""";
    const string AllowOther = """{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }""";
    const string DenyAll = """{ "Effect": "Deny", "Action": "*", "Resource": "*" }""";
    const string AllowService =
        """{ "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:*", "Resource": "*" }""";
    const string DenyEveryone = """{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*" }""";

    static readonly Principal Anna = Principal.User("arn:aws:iam::111111111111:user/anna", "AIDA1");

    public static TheoryData<Policies, string> Denials =>
        new()
        {
            { Policies.None, "because no identity-based policy allows the kms:Decrypt action" },
            {
                All with
                {
                    Boundary = Boundary(AllowOther),
                },
                "because no permissions boundary allows the kms:Decrypt action"
            },
            {
                All with
                {
                    Session = [Of(PolicyKind.Session, AllowOther)],
                },
                "because no session policy allows the kms:Decrypt action"
            },
            {
                All with
                {
                    ServiceControl =
                    [
                        [Of(PolicyKind.ServiceControl, AllowOther)],
                    ],
                },
                "because no service control policy allows the kms:Decrypt action"
            },
            {
                All with
                {
                    Resource = Of(PolicyKind.Key, AllowService),
                },
                "because no resource-based policy allows the kms:Decrypt action"
            },
            {
                All with
                {
                    Identity = [Of(PolicyKind.Identity, DenyAll)],
                },
                "with an explicit deny in an identity-based policy"
            },
            { All with { Boundary = Boundary(DenyAll) }, "with an explicit deny in a permissions boundary" },
            { All with { Session = [Of(PolicyKind.Session, DenyAll)] }, "with an explicit deny in a session policy" },
            {
                All with
                {
                    ServiceControl =
                    [
                        [Of(PolicyKind.ServiceControl, DenyAll)],
                    ],
                },
                "with an explicit deny in a service control policy"
            },
            {
                All with
                {
                    Resource = Of(PolicyKind.Resource, DenyEveryone),
                },
                "with an explicit deny in a resource-based policy"
            },
        };

    static Policies All => new() { Identity = [Of(PolicyKind.Identity, AllowAll)] };

    [Theory]
    [MemberData(nameof(Denials), DisableDiscoveryEnumeration = true)]
    public void Message_Denied_IsWordedAsAws(Policies policies, string reason)
    {
        var decision = PolicyEvaluator.Evaluate(new AccessRequest(Anna, "kms:Decrypt", Key), policies);

        Assert.Equal(
            $"User: arn:aws:iam::111111111111:user/anna is not authorized to perform: kms:Decrypt on resource: {Key} {reason}",
            decision.Message
        );
    }

    [Fact]
    public void Message_RoleThatDoesNotTrust_NamesTheTrustPolicy()
    {
        var decision = PolicyEvaluator.Evaluate(
            new AccessRequest(Anna, "sts:AssumeRole", "arn:aws:iam::222222222222:role/deploy"),
            All
        );

        Assert.EndsWith(
            "because no role trust policy allows the sts:AssumeRole action",
            decision.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "on resource: arn:aws:iam::222222222222:role/deploy",
            decision.MessageWithoutReason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Message_ActionWithoutResource_NamesNone()
    {
        var decision = PolicyEvaluator.Evaluate(new AccessRequest(Anna, "s3:ListAllMyBuckets", "*"), Policies.None);

        Assert.Equal(
            "User: arn:aws:iam::111111111111:user/anna is not authorized to perform: s3:ListAllMyBuckets "
                + "because no identity-based policy allows the s3:ListAllMyBuckets action",
            decision.Message
        );
    }

    [Fact]
    public void Explain_ConditionNotMet_ShowsMissingStatementAndNearMiss()
    {
        var trust = Policy.Parse(
            "deploy",
            PolicyKind.RoleTrust,
            """
            { "Version": "2012-10-17", "Statement": { "Sid": "Ci", "Effect": "Allow", "Principal": { "AWS": "111111111111" },
              "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "s3cret" } } } }
            """
        );
        var request = new AccessRequest(Anna, "sts:AssumeRole", "arn:aws:iam::222222222222:role/deploy");

        var decision = PolicyEvaluator.Evaluate(request, All with { Resource = trust });

        Assert.Equal(
            """
            User: arn:aws:iam::111111111111:user/anna is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/deploy because no role trust policy allows the sts:AssumeRole action
            Missing in a role trust policy:
            {
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::111111111111:user/anna"
              },
              "Action": "sts:AssumeRole"
            }
            Nearly: statement Ci of role trust policy deploy does not apply: sts:ExternalId is not in the request, its condition StringEquals asks for s3cret
            """,
            decision.Explain()
        );
    }

    [Fact]
    public void Explain_ExplicitDeny_ShowsTheStatement()
    {
        var decision = PolicyEvaluator.Evaluate(
            new AccessRequest(Anna, "kms:Decrypt", Key),
            new Policies { Identity = [Of(PolicyKind.Identity, DenyAll)] }
        );

        Assert.Contains(
            $"Denied by statement 1 of identity-based policy p:\n{DenyAll}",
            decision.Explain(),
            StringComparison.Ordinal
        );
    }

    static Policy Boundary(string statement) => Of(PolicyKind.Boundary, statement);

    static Policy Of(PolicyKind kind, string statement) =>
        Policy.Parse("p", kind, $$"""{ "Version": "2012-10-17", "Statement": {{statement}} }""");
}
