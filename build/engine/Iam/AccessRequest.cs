namespace Iam;

/// <summary>A question to IAM: may this caller do this to that.</summary>
/// <param name="Action">Like s3:GetObject.</param>
/// <param name="Resource">ARN, or "*" for actions that have no resource.</param>
public sealed record AccessRequest(Principal Caller, string Action, string Resource)
{
    /// <summary>
    /// The account that owns the resource. By default the one in its ARN; an ARN without one, as a bucket's, counts as
    /// the caller's own, so say whose it is. What is AWS's own ("aws" in the place of an account) is there for every account
    /// whose policies allow it.
    /// </summary>
    public string? ResourceAccount { get; init; } = AccountIn(Resource);

    /// <summary>Condition keys beyond those that follow from the caller, as aws:RequestedRegion or sts:ExternalId.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    static string? AccountIn(string resource)
    {
        var parts = resource.Split(':', 6);
        return parts.Length == 6 && parts[4].Length > 0 && parts[4] != "aws" ? parts[4] : null;
    }
}
