using System.Collections.Frozen;

namespace Iam.ManagedPolicies;

/// <summary>The AWS managed policies that CDK's bootstrap stack and CDK apps attach.</summary>
public static class ManagedPolicyCatalog
{
    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [.. AdministrationPolicies.All, .. ReadingPolicies.All, .. ExecutionPolicies.All, .. ServicePolicies.All];

    static readonly FrozenDictionary<string, AwsManagedPolicy> ByPath = All.ToFrozenDictionary(p => p.Path + p.Name);

    /// <summary>The policy of an ARN like arn:aws:iam::aws:policy/ReadOnlyAccess; null when it is not known here.</summary>
    public static AwsManagedPolicy? Find(string arn)
    {
        const string infix = ":iam::aws:policy/";
        var start = arn.IndexOf(infix, StringComparison.Ordinal);
        return start < 0 ? null : ByPath.GetValueOrDefault(arn[(start + infix.Length - 1)..]);
    }
}
