using Amazon.Runtime;
using Deployment;
using Diagnosis.Accounts;
using Iam;

namespace Diagnosis.Roles;

/// <summary>Finds out why a role was not assumed, from its trust policy and its limits.</summary>
/// <param name="account">Reads the role's account; null where nothing can be read there.</param>
/// <param name="creation">What makes the role where it is missing.</param>
sealed class RefusalDiagnosis(AccountReader? account, RoleCreation creation)
{
    const string AllowEverything = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """;

    static readonly Policy allowEverything = Policy.Parse("everything", PolicyKind.Identity, AllowEverything);

    public async Task<Finding> ExplainAsync(
        Assumption assumption,
        BuildException refusal,
        CancellationToken cancellationToken
    )
    {
        if (refusal.InnerException is not AmazonServiceException e || refusal.Findings is not [{ } said])
            return refusal.Findings[0];
        if (account is null)
            return said;
        return await new RoleReader(account).ReadAsync(assumption.Arn, cancellationToken) switch
        {
            ReadResult<RoleDescription>.Missing => creation.Finding(
                assumption.Arn,
                AssumptionFindings.TrustOf(assumption)
            ),
            ReadResult<RoleDescription>.Found(var role) => Explain(assumption, role, e) ?? said,
            _ => Explain(assumption, null, e) ?? said,
        };
    }

    static Finding? Explain(Assumption assumption, RoleDescription? role, AmazonServiceException e)
    {
        if (e.Message.Contains("DurationSeconds exceeds", StringComparison.Ordinal))
            return AssumptionFindings.SessionTooLong(assumption, role, e);
        if (role is null)
            return null;
        if (IsTrusted(assumption, role, assumption.Request.ExternalId))
            return AssumptionFindings.NotAllowedToAssume(assumption, e);
        var accepted = PolicyText
            .ConditionValues(role.Trust.Document.Json, "sts:ExternalId")
            .Distinct()
            .Prepend(null)
            .Where(id => id != assumption.Request.ExternalId)
            .FirstOrDefault(id => IsTrusted(assumption, role, id), assumption.Request.ExternalId);
        return accepted != assumption.Request.ExternalId
            ? AssumptionFindings.WrongExternalId(assumption, role, accepted, e)
            : AssumptionFindings.NotTrusted(assumption, role, e);
    }

    /// <summary>The trust policy alone is asked: the caller's own policies count as allowing everything.</summary>
    static bool IsTrusted(Assumption assumption, RoleDescription role, string? externalId)
    {
        var context = externalId is null
            ? RequestContext.Empty
            : RequestContext.Empty.With("sts:ExternalId", externalId);
        var tags = assumption.Request.Options?.Tags ?? new Dictionary<string, string>();
        var request = new AccessRequest(CallerOf(assumption), "sts:AssumeRole", role.Arn) { Context = context };
        var policies = new Policies { Identity = [allowEverything], Resource = role.Trust };
        if (!PolicyEvaluator.Evaluate(request, policies).IsAllowed)
            return false;
        var tagging = request with
        {
            Action = "sts:TagSession",
            Context = tags.Aggregate(context, (all, tag) => all.With($"aws:RequestTag/{tag.Key}", tag.Value))
                .With("aws:TagKeys", [.. tags.Keys]),
        };
        return tags.Count == 0 || PolicyEvaluator.Evaluate(tagging, policies).IsAllowed;
    }

    static Principal CallerOf(Assumption assumption)
    {
        var arn = assumption.CallerPrincipal;
        var session = assumption.Caller.Arn[(assumption.Caller.Arn.LastIndexOf('/') + 1)..];
        return Arns.ResourceOf(arn).StartsWith("role/", StringComparison.Ordinal)
                ? Principal.RoleSession(arn, "AROA", session)
            : arn.EndsWith(":root", StringComparison.Ordinal) ? Principal.Root(assumption.Caller.Account)
            : Principal.User(arn, "AIDA");
    }
}
