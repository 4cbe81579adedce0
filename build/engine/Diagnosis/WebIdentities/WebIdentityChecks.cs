using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping.WebIdentities;
using Diagnosis.Accounts;
using Diagnosis.Checks;
using Diagnosis.Clients;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.WebIdentities;

/// <summary>Whether the roles of a build system outside AWS are there, trust its tokens and no others, and may assume what they have to.</summary>
/// <param name="bootstrapCommand">What brings them.</param>
sealed class WebIdentityChecks(WebIdentityOptions options, AccountReader account, string scope, string bootstrapCommand)
{
    const string Provider = "web identity provider";

    /// <summary>A subject that nobody has: what lets it in lets anybody in.</summary>
    const string Nobody = "doctor:nobody";

    TargetEnvironment Environment => account.Environment;

    string ProviderArn => options.ProviderIn(Environment.Partition, Environment.Account);

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll([
            CheckProviderAsync(cancellationToken),
            .. options.Roles.Select(role => CheckAsync(role, cancellationToken)),
        ]);

    async Task<CheckResult> CheckProviderAsync(CancellationToken cancellationToken)
    {
        var reading = await account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = new IdentityClient(session, account.Endpoint);
                return await client.GetAudiencesAsync(ProviderArn, cancel);
            },
            cancellationToken
        );
        return reading switch
        {
            ReadResult<IReadOnlyList<string>>.Unknown(var why) => CheckResult.Unknown(scope, Provider, why),
            ReadResult<IReadOnlyList<string>>.Found(var audiences) when audiences.Contains(options.Audience) =>
                CheckResult.Ok(scope, Provider, ProviderArn),
            ReadResult<IReadOnlyList<string>>.Found => CheckResult.Failure(
                scope,
                Provider,
                Of(
                    FindingCodes.AudienceMissing,
                    $"The provider {ProviderArn} does not take tokens for {options.Audience}",
                    $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {ProviderArn} --client-id {options.Audience}"
                )
            ),
            _ => Failure(Provider, DiagnosisCodes.MissingProvider, $"There is no provider {ProviderArn}"),
        };
    }

    async Task<CheckResult> CheckAsync(WebIdentityRole role, CancellationToken cancellationToken)
    {
        var arn = $"arn:{Environment.Partition}:iam::{Environment.Account}:role/{role.Name}";
        var name = $"role {role.Name}";
        var reading = await new RoleReader(account).ReadAsync(arn, cancellationToken);
        if (reading is ReadResult<RoleDescription>.Unknown(var why))
            return CheckResult.Unknown(scope, name, why);
        if (reading is not ReadResult<RoleDescription>.Found(var found))
            return Failure(name, DiagnosisCodes.MissingRole, $"There is no role {arn}");
        var findings = FindingsOf(role, found).ToList();
        return findings.Count == 0
            ? CheckResult.Ok(scope, name, $"trusts {string.Join(", ", role.Subjects)}")
            : CheckResult.Failure(scope, name, findings);
    }

    IEnumerable<Finding> FindingsOf(WebIdentityRole role, RoleDescription found)
    {
        foreach (var subject in role.Subjects)
            if (!Trusts(found, subject, options.Audience))
                yield return Of(
                    DiagnosisCodes.MissingTrust,
                    $"{found.Arn} does not trust tokens of {subject} for {options.Audience}",
                    Trust(role)
                );
        var strangers = options
            .Roles.SelectMany(other => other.Subjects)
            .Except(role.Subjects)
            .Append(Nobody)
            .Concat(role.Subjects.Where(subject => !subject.EndsWith('*')).Select(subject => $"{subject}-other"))
            .Where(subject => Trusts(found, subject, options.Audience))
            .ToList();
        if (Trusts(found, role.Subjects[0], $"{options.Audience}.other"))
            strangers.Add($"{role.Subjects[0]} for another audience");
        if (strangers.Count > 0)
            yield return Of(
                DiagnosisCodes.TrustTooWide,
                $"{found.Arn} trusts tokens that are none of its own: {string.Join(", ", strangers)}",
                Trust(role)
            );
        var refused = role.Assumes.Where(target => !MayAssume(found, target)).ToList();
        if (refused.Count > 0)
            yield return Of(
                DiagnosisCodes.MissingPermission,
                $"{found.Arn} may not assume {string.Join(", ", refused)}"
            );
    }

    bool Trusts(RoleDescription role, string subject, string audience)
    {
        // What * stands for in a pattern, a token has as some text.
        var sub = subject.Replace("*", "any", StringComparison.Ordinal).Replace('?', 'a');
        var request = new AccessRequest(
            Principal.WebIdentity(ProviderArn, sub),
            "sts:AssumeRoleWithWebIdentity",
            role.Arn
        )
        {
            Context = RequestContext
                .Empty.With($"{options.Name}:sub", sub)
                .With($"{options.Name}:aud", audience)
                .With("aws:FederatedProvider", ProviderArn)
                .With("sts:RoleSessionName", "doctor"),
        };
        return PolicyEvaluator.Evaluate(request, Policies.None with { Resource = role.Trust }) is Decision.Allowed;
    }

    static bool MayAssume(RoleDescription role, string target)
    {
        var account = Arns.AccountOf(role.Arn);
        var request = new AccessRequest(role.Session, "sts:AssumeRole", target)
        {
            Context = RequestContext.Empty.With("aws:ResourceAccount", Arns.AccountOf(target)),
        };
        // Whether the other role lets it in is for the check of that role to say.
        var open = Policy.Parse(
            target,
            PolicyKind.RoleTrust,
            $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"{{account}}"},"Action":"sts:AssumeRole"}]}"""
        );
        var policies = new Policies
        {
            Identity = role.Policies,
            Boundary = role.Boundary,
            Resource = open,
        };
        return PolicyEvaluator.Evaluate(request, policies) is Decision.Allowed;
    }

    CheckResult Failure(string name, FindingCode code, string what) => CheckResult.Failure(scope, name, Of(code, what));

    /// <summary>Somebody may have changed it by hand, which CloudFormation does not notice.</summary>
    string Trust(WebIdentityRole role) =>
        $"aws iam update-assume-role-policy --role-name {role.Name} --policy-document "
        + ShellCommand.Quote(WebIdentityTrust.Of(options, role, ProviderArn));

    Finding Of(FindingCode code, string what, string? next = null) =>
        new Finding(code, what, next ?? bootstrapCommand).In(Environment.Account);
}
