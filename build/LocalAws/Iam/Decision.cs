namespace LocalAws.Iam;

/// <summary>The answer to an <see cref="AccessRequest"/>, with what decided it.</summary>
public abstract record Decision
{
    Decision(AccessRequest request) => Request = request;

    public AccessRequest Request { get; }

    public bool IsAllowed => this is Allowed;

    /// <summary>The end of AWS's message, like "because no identity-based policy allows the s3:GetObject action".</summary>
    public abstract string Reason { get; }

    /// <summary>What AWS tells the client of a denied request.</summary>
    public string Message =>
        $"User: {Request.Caller.Arn} is not authorized to perform: {Request.Action}{OnResource} {Reason}";

    string OnResource => Request.Resource == "*" ? "" : $" on resource: {Request.Resource}";

    /// <param name="By">The statements that together allow; none for the root user in its own account.</param>
    public sealed record Allowed(AccessRequest Request, IReadOnlyList<StatementReference> By) : Decision(Request)
    {
        public override string Reason =>
            By.Count == 0 ? "because it is the root user of the account" : $"because of {string.Join(" and ", By)}";
    }

    /// <param name="By">The statement that denies.</param>
    public sealed record ExplicitDeny(AccessRequest Request, StatementReference By) : Decision(Request)
    {
        public override string Reason => $"with an explicit deny in {PolicyKinds.DescribeWithArticle(By.Policy.Kind)}";
    }

    /// <param name="Missing">What would have to allow, in the order of AWS's evaluation; never empty.</param>
    public sealed record ImplicitDeny(AccessRequest Request, IReadOnlyList<MissingAllow> Missing) : Decision(Request)
    {
        public override string Reason =>
            $"because no {PolicyKinds.Describe(Missing[0].Kind)} allows the {Request.Action} action";
    }
}
