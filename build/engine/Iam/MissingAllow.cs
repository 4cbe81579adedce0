namespace Iam;

/// <summary>An Allow that the request lacks.</summary>
/// <param name="Kind">The kind of policy that lacks it.</param>
/// <param name="Statement">The statement to add, as JSON.</param>
public sealed record MissingAllow(PolicyKind Kind, string Statement)
{
    /// <summary>The level of service control policies that lacks it, from 0, the root of the organization.</summary>
    public int? Level { get; init; }
}
