namespace Iam.Evaluations;

/// <summary>What the policy of a resource allows the caller.</summary>
readonly record struct ResourceGrant(GrantScope Scope, StatementReference? Statement)
{
    public static ResourceGrant None { get; } = new(GrantScope.None, null);
}
