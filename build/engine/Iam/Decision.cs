using Iam.Evaluations;

namespace Iam;

/// <summary>The answer to an <see cref="AccessRequest"/>, with what decided it.</summary>
public abstract record Decision
{
    readonly Policies _policies;

    Decision(AccessRequest request, Policies policies) => (Request, _policies) = (request, policies);

    public AccessRequest Request { get; }

    public bool IsAllowed => this is Allowed;

    /// <summary>The end of AWS's message, like "because no identity-based policy allows the s3:GetObject action".</summary>
    public abstract string Reason { get; }

    /// <summary>What AWS tells the client of a denied request.</summary>
    public string Message => $"{MessageWithoutReason} {Reason}";

    /// <summary>What services tell that keep the reason to themselves, as STS does.</summary>
    public string MessageWithoutReason =>
        $"User: {Request.Caller.Arn} is not authorized to perform: {Request.Action}"
        + (Request.Resource == "*" ? "" : $" on resource: {Request.Resource}");

    /// <summary>What every statement of every policy had to say, in the order of AWS's evaluation.</summary>
    public IReadOnlyList<StatementVerdict> Prove() => StatementTrial.Of(Request, _policies);

    /// <summary>The decision, what is missing and what nearly allowed, as lines for a reader.</summary>
    public string Explain() => string.Join('\n', DecisionText.Lines(this));

    /// <param name="By">The statements that together allow; none for the root user in its own account.</param>
    public sealed record Allowed(AccessRequest Request, Policies Policies, IReadOnlyList<StatementReference> By)
        : Decision(Request, Policies)
    {
        public override string Reason =>
            By.Count == 0 ? "because it is the root user of the account" : $"because of {string.Join(" and ", By)}";
    }

    /// <param name="By">The statement that denies.</param>
    public sealed record ExplicitDeny(AccessRequest Request, Policies Policies, StatementReference By)
        : Decision(Request, Policies)
    {
        public override string Reason => $"with an explicit deny in {PolicyKinds.DescribeWithArticle(By.Policy.Kind)}";
    }

    /// <param name="Missing">What would have to allow, in the order of AWS's evaluation; never empty.</param>
    public sealed record ImplicitDeny(AccessRequest Request, Policies Policies, IReadOnlyList<MissingAllow> Missing)
        : Decision(Request, Policies)
    {
        public override string Reason =>
            $"because no {PolicyKinds.Describe(Missing[0].Kind)} allows the {Request.Action} action";
    }
}
