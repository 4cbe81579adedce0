using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Iam;

namespace Build.Tests.Iam;

public class PolicyEvaluatorProperties
{
    const string Account = "111111111111";

    static readonly Gen<string> Actions = Gen.Elements("*", "s3:*", "s3:Get*", "s3:GetObject", "sqs:*");
    static readonly Gen<string> Resources = Gen.Elements("*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/x", "arn:aws:s3:::b");
    static readonly Gen<string> Principals = Gen.Elements(
        "\"*\"",
        $$"""{ "AWS": "{{Account}}" }""",
        $$"""{ "AWS": "arn:aws:iam::{{Account}}:user/anna" }""",
        $$"""{ "AWS": "arn:aws:iam::{{Account}}:role/ci" }""",
        """{ "AWS": "222222222222" }"""
    );

    static readonly Gen<AccessRequest> Requests =
        from caller in Gen.Elements(
            Principal.User($"arn:aws:iam::{Account}:user/anna", "AIDA1"),
            Principal.RoleSession($"arn:aws:iam::{Account}:role/ci", "AROA1", "build"),
            Principal.Root(Account),
            Principal.Anonymous
        )
        from action in Gen.Elements("s3:GetObject", "s3:PutObject", "sqs:SendMessage")
        from resource in Gen.Elements("arn:aws:s3:::a/x", "arn:aws:s3:::b", "*")
        from owner in Gen.Elements(Account, "222222222222")
        select new AccessRequest(caller, action, resource) { ResourceAccount = owner };

    static readonly Gen<Policies> AnyPolicies =
        from identity in Documents(PolicyKind.Identity)
        from boundary in Documents(PolicyKind.Boundary)
        from session in Documents(PolicyKind.Session)
        from control in Documents(PolicyKind.ServiceControl)
        from resource in Documents(PolicyKind.Resource)
        from parts in Gen.Choose(0, 31)
        select new Policies
        {
            Identity = (parts & 1) == 0 ? [] : [identity],
            Boundary = (parts & 2) == 0 ? null : boundary,
            Session = (parts & 4) == 0 ? null : [session],
            ServiceControl =
                (parts & 8) == 0
                    ? []
                    :
                    [
                        [control],
                    ],
            Resource = (parts & 16) == 0 ? null : resource,
        };

    [Property(MaxTest = 500)]
    public Property Evaluate_WithADenyOfEverything_NeverAllows() =>
        Prop.ForAll(
            Cases(),
            c =>
                !Evaluate(
                    c.Request,
                    c.Policies with
                    {
                        Identity = [.. c.Policies.Identity, Denying("*", "*")],
                    }
                ).IsAllowed || c.Request.Caller.Account is null
        );

    [Property(MaxTest = 1000)]
    public Property Evaluate_WithOneMoreDeny_NeverTurnsADenyIntoAnAllow() =>
        Prop.ForAll(
            (
                from c in Cases().Generator
                from action in Actions
                from resource in Resources
                select (c, action, resource)
            ).ToArbitrary(),
            t =>
            {
                var more = t.c.Policies with { Identity = [.. t.c.Policies.Identity, Denying(t.action, t.resource)] };
                return Evaluate(t.c.Request, t.c.Policies).IsAllowed || !Evaluate(t.c.Request, more).IsAllowed;
            }
        );

    [Property(MaxTest = 1000)]
    public Property Evaluate_WithABoundary_NeverAllowsWhatWasDeniedWithout() =>
        Prop.ForAll(
            Cases(),
            c =>
                !Evaluate(c.Request, c.Policies).IsAllowed
                || Evaluate(c.Request, c.Policies with { Boundary = null }).IsAllowed
        );

    [Property(MaxTest = 1000)]
    public Property Evaluate_AcrossAccounts_AllowsOnlyWithAGrantOfTheResource() =>
        Prop.ForAll(
            Cases(),
            c =>
                c.Request.Caller.Account == c.Request.ResourceAccount
                || Evaluate(c.Request, c.Policies) is not Decision.Allowed allowed
                || allowed.By.Any(s => s.Policy.Kind == PolicyKind.Resource)
        );

    [Property(MaxTest = 500)]
    public Property Prove_AnyDecision_AgreesWithIt() =>
        Prop.ForAll(
            Cases(),
            c =>
                Evaluate(c.Request, c.Policies) switch
                {
                    Decision.ExplicitDeny deny => Applying(deny).Contains(deny.By.Statement),
                    Decision.Allowed allowed => allowed.By.All(s => Applying(allowed).Contains(s.Statement)),
                    var denied => denied.Explain().Contains(denied.Message, StringComparison.Ordinal),
                }
        );

    [Property(MaxTest = 1000)]
    public Property Evaluate_WithEachMissingStatementAdded_Allows() =>
        Prop.ForAll(
            Cases(),
            c =>
                Evaluate(c.Request, c.Policies) is not Decision.ImplicitDeny denied
                || Evaluate(c.Request, denied.Missing.Aggregate(c.Policies, Add)).IsAllowed
        );

    static Decision Evaluate(AccessRequest request, Policies policies) => PolicyEvaluator.Evaluate(request, policies);

    static HashSet<PolicyStatement> Applying(Decision decision) =>
        [.. decision.Prove().Where(v => v.Outcome == StatementOutcome.Applies).Select(v => v.Statement.Statement)];

    static Policies Add(Policies policies, MissingAllow missing)
    {
        var added = Policy.Parse("added", missing.Kind, Document(missing.Statement));
        return missing.Kind switch
        {
            PolicyKind.Identity => policies with { Identity = [.. policies.Identity, added] },
            PolicyKind.Boundary => policies with { Boundary = Joined(policies.Boundary!, missing) },
            PolicyKind.Session => policies with { Session = [.. policies.Session!, added] },
            PolicyKind.ServiceControl => policies with
            {
                ServiceControl =
                [
                    [.. policies.ServiceControl[0], added],
                ],
            },
            _ => policies with { Resource = policies.Resource is { } own ? Joined(own, missing) : added },
        };
    }

    static Policy Joined(Policy policy, MissingAllow missing)
    {
        var statements = policy.Document.Statements.Select(s => s.Json).Append(missing.Statement);
        return Policy.Parse(policy.Name, policy.Kind, Document($"[{string.Join(',', statements)}]"));
    }

    static Policy Denying(string action, string resource) =>
        Policy.Parse(
            "deny",
            PolicyKind.Identity,
            Document(Statement(PolicyKind.Identity, "Deny", "*", action, resource))
        );

    static Gen<Policy> Documents(PolicyKind kind) =>
        from effect in Gen.Elements("Allow", "Allow", "Allow", "Deny")
        from principal in Principals
        from action in Actions
        from resource in Resources
        select Policy.Parse(kind.ToString(), kind, Document(Statement(kind, effect, principal, action, resource)));

    static string Statement(PolicyKind kind, string effect, string principal, string action, string resource)
    {
        var named = kind == PolicyKind.Resource ? $"\"Principal\": {principal}," : "";
        return $$"""{ "Effect": "{{effect}}", {{named}} "Action": "{{action}}", "Resource": "{{resource}}" }""";
    }

    static string Document(string statements) => $$"""{ "Version": "2012-10-17", "Statement": {{statements}} }""";

    static Arbitrary<(AccessRequest Request, Policies Policies)> Cases() =>
        (from request in Requests from policies in AnyPolicies select (request, policies)).ToArbitrary();
}
