using Diagnosis.Pipelines;
using Diagnosis.Requirements;
using Iam;
using Iam.Simulations;

namespace Diagnosis.Access;

/// <summary>Puts what a step will ask for to the policy evaluator.</summary>
sealed class AccessEvaluation(PipelineTemplate pipeline)
{
    /// <summary>Condition keys of which the request says whether it has them: their absence is known.</summary>
    static readonly string[] knownAbsent =
    [
        "sts:ExternalId",
        "sts:SourceIdentity",
        "iam:PassedToService",
        "aws:TagKeys",
        "aws:PrincipalTag/",
        "aws:RequestTag/",
        "aws:MultiFactorAuthPresent",
        "aws:SourceVpc",
        "aws:SourceVpce",
    ];

    /// <summary>A boundary of which nothing is certain.</summary>
    static readonly Policy nothing = Policy.Parse(
        "boundary",
        PolicyKind.Boundary,
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"""
    );

    public Access Evaluate(PipelineRole role, RequiredPermission permission)
    {
        var caller = permission.Actor is Actor.Service service ? Principal.Service(service.Name) : role.Session;
        var request = permission.ToRequest(caller);
        request = request with { Context = Surroundings(request.Context) };
        var policies = PoliciesOf(role, permission, policy => policy.AtBest);
        var best = PolicyEvaluator.Evaluate(request, policies);
        var worst = PolicyEvaluator.Evaluate(request, PoliciesOf(role, permission, policy => policy.AtWorst));
        return (best, worst) switch
        {
            (_, Decision.Allowed) => new Access.Allowed(),
            (Decision.ExplicitDeny deny, _) => new Access.Denied(deny.By),
            (Decision.ImplicitDeny missing, _) => KeysThatDecide(missing, policies) is { Count: > 0 } keys
                ? new Access.Undecided($"it depends on {string.Join(" and ", keys)}, which only the request has")
                : new Access.Missing(missing.Missing[0].Kind == PolicyKind.RoleTrust)
                {
                    Near =
                    [
                        .. missing
                            .Prove()
                            .Where(verdict =>
                                verdict.IsNearMiss && verdict.Statement.Policy.Kind == missing.Missing[0].Kind
                            ),
                    ],
                },
            _ => new Access.Undecided("it depends on values that are known only once the pipeline is deployed"),
        };
    }

    /// <summary>A request of a build goes to the pipeline's region, encrypted.</summary>
    RequestContext Surroundings(RequestContext given) =>
        given
            .With("aws:RequestedRegion", pipeline.Environment.Region)
            .With("aws:SecureTransport", "true")
            .With("aws:ViaAWSService", "false")
            .With("s3:TlsVersion", "1.3");

    Policies PoliciesOf(PipelineRole role, RequiredPermission permission, Func<UncertainPolicy, Policy?> reading) =>
        new()
        {
            Identity = [.. role.Identity.Select(reading).OfType<Policy>()],
            Boundary = role.Boundary is { } boundary ? reading(boundary) ?? nothing : null,
            Resource = ResourcePolicy(permission, reading),
        };

    /// <summary>
    /// A role of the template trusts whom it says; another is taken to trust the pipeline's account, for that is its
    /// bootstrap stack's matter. A bucket has the policy that the template gives it.
    /// </summary>
    Policy? ResourcePolicy(RequiredPermission permission, Func<UncertainPolicy, Policy?> reading)
    {
        if (permission.Action.StartsWith("sts:", StringComparison.Ordinal))
            return pipeline.Roles.TryGetValue(permission.Resource, out var target)
                ? reading(target.Trust)
                : TrustOfAccount(pipeline.Environment.Account);
        var path = permission.Resource.Split(":s3:::");
        return path.Length == 2 && pipeline.BucketPolicies.TryGetValue(path[1].Split('/')[0], out var policy)
            ? reading(policy)
            : null;
    }

    static Policy TrustOfAccount(string account) =>
        Policy.Parse(
            "trust",
            PolicyKind.RoleTrust,
            $$"""
            {"Version":"2012-10-17","Statement":[{
              "Effect":"Allow","Principal":{"AWS":"{{account}}"},
              "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}
            """
        );

    /// <summary>The condition keys that decide and that nobody knows before the request is made.</summary>
    static IReadOnlyList<string> KeysThatDecide(Decision denied, Policies policies) =>
        UndecidedKeys.Of(
            denied,
            policies,
            key => knownAbsent.Any(known => key.StartsWith(known, StringComparison.OrdinalIgnoreCase))
        );
}
