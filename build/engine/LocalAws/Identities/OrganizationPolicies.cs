using System.Collections.Concurrent;
using Iam;

namespace LocalAws.Identities;

/// <summary>The service control policies over each account: a list for the root of the organization, and one for the account.</summary>
sealed class OrganizationPolicies(LocalAwsOptions options, string managementAccount)
{
    static readonly Policy _fullAccess = Policy.Parse(
        "FullAWSAccess",
        PolicyKind.ServiceControl,
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """
    );
    readonly ConcurrentDictionary<string, IReadOnlyList<IReadOnlyList<Policy>>> _byAccount = new(
        StringComparer.Ordinal
    );

    /// <summary>Throws PolicyDocumentException where one of the policies is malformed.</summary>
    public static void Check(LocalAwsOptions options) => Level(options.ServiceControlPolicies);

    /// <summary>The levels over an account; none over the management account.</summary>
    public IReadOnlyList<IReadOnlyList<Policy>> Over(string account) =>
        account == managementAccount || options.ServiceControlPolicies.Count == 0
            ? []
            : _byAccount.GetOrAdd(
                account,
                id =>
                    [
                        Level(options.ServiceControlPolicies.Where(policy => policy.Accounts.Count == 0)),
                        Level(options.ServiceControlPolicies.Where(policy => policy.Accounts.Contains(id))),
                    ]
            );

    static List<Policy> Level(IEnumerable<ServiceControlPolicy> attached)
    {
        var policies = attached.ToList();
        var parsed = policies.Select(policy => Policy.Parse(policy.Name, PolicyKind.ServiceControl, policy.Document));
        return policies.Any(policy => policy.ReplacesFullAccess) ? [.. parsed] : [_fullAccess, .. parsed];
    }
}
