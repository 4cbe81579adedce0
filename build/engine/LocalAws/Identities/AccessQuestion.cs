using Iam;

namespace LocalAws.Identities;

/// <summary>What a caller wants to do.</summary>
/// <param name="Action">Like s3:GetObject.</param>
/// <param name="Resource">ARN, or "*" for actions that have no resource.</param>
/// <param name="Region">Where, which is aws:RequestedRegion.</param>
public sealed record AccessQuestion(string Action, string Resource, string Region)
{
    /// <summary>The account that owns the resource, where its ARN does not say so.</summary>
    public string? ResourceAccount { get; init; }

    /// <summary>The resource's own policy, or null where it has none.</summary>
    public Policy? ResourcePolicy { get; init; }

    /// <summary>Condition keys of this action, such as sts:ExternalId or aws:RequestTag/team.</summary>
    public RequestContext Context { get; init; } = RequestContext.Empty;

    /// <summary>The same question with request tags: aws:RequestTag/key and aws:TagKeys.</summary>
    public AccessQuestion WithRequestTags(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count == 0)
            return this;
        var context = Context.With("aws:TagKeys", [.. tags.Keys]);
        foreach (var (key, value) in tags)
            context = context.With("aws:RequestTag/" + key, value);
        return this with { Context = context };
    }

    /// <summary>The same question about a change of tags: aws:RequestTag/key of those added, aws:TagKeys of those removed too.</summary>
    public AccessQuestion WithTagChange(TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.IsRemoval
            ? this with
            {
                Context = Context.With("aws:TagKeys", [.. change.Removed]),
            }
            : WithRequestTags(change.Added);
    }

    /// <summary>The same question on a resource with these tags: aws:ResourceTag/key.</summary>
    public AccessQuestion WithResourceTags(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var context = Context;
        foreach (var (key, value) in tags)
            context = context.With("aws:ResourceTag/" + key, value);
        return this with { Context = context };
    }
}
