namespace Iam;

/// <summary>All policies that apply to one request.</summary>
public sealed record Policies
{
    public static Policies None { get; } = new();

    /// <summary>Inline and managed policies of the caller: of the user and its groups, or of the session's role.</summary>
    public IReadOnlyList<Policy> Identity { get; init; } = [];

    /// <summary>The permissions boundary of the caller's user or role.</summary>
    public Policy? Boundary { get; init; }

    /// <summary>The policies that the session was made with; null when it was made with none.</summary>
    public IReadOnlyList<Policy>? Session { get; init; }

    /// <summary>
    /// The service control policies over the caller's account, a list for each level from the root of the organization
    /// down to the account; empty for the management account and for accounts of no organization.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Policy>> ServiceControl { get; init; } = [];

    /// <summary>The policy of the resource: a bucket's, a key's, a role's trust policy ...</summary>
    public Policy? Resource { get; init; }

    /// <summary>All of them, in the order of AWS's evaluation.</summary>
    public IEnumerable<Policy> InOrder
    {
        get
        {
            IEnumerable<Policy?> all =
            [
                .. ServiceControl.SelectMany(level => level),
                Resource,
                .. Identity,
                Boundary,
                .. Session ?? [],
            ];
            return all.OfType<Policy>();
        }
    }
}
