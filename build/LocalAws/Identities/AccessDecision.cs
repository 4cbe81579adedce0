using Iam;

namespace LocalAws.Identities;

/// <summary>What somebody wanted to do and whether IAM let them.</summary>
/// <param name="Principal">The ARN that policies name: the role's of a session, otherwise the principal's own.</param>
/// <param name="Action">Like s3:GetObject.</param>
/// <param name="Message">The refusal in IAM's words; empty where it is allowed.</param>
public sealed record AccessDecision(string Principal, string Action, string Resource, bool IsAllowed, string Message)
{
    internal static AccessDecision Of(Caller caller, AccessQuestion question, Decision decision) =>
        new(
            caller.PrincipalArn,
            question.Action,
            question.Resource,
            decision.IsAllowed,
            decision.IsAllowed ? "" : decision.Message
        );
}
