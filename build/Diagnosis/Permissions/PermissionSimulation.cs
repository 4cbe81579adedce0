using Diagnosis.Accounts;
using Diagnosis.Clients;
using Diagnosis.Requirements;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>Asks IAM itself, which alone knows the organization's service control policies.</summary>
sealed class PermissionSimulation(AccountReader account)
{
    /// <summary>IAM's answers by permission; null where nobody here may ask.</summary>
    public async Task<IReadOnlyDictionary<RequiredPermission, SimulatedAction>?> AskAsync(
        string roleArn,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        // Actions of one service on one resource are asked about together: more, IAM refuses.
        var questions = permissions.GroupBy(permission =>
            (
                Service: permission.Action.Split(':')[0],
                permission.Resource,
                Context: string.Join(';', ContextOf(permission).Select(e => $"{e.Key}={string.Join(',', e.Value)}"))
            )
        );
        var answers = await Task.WhenAll(
            questions.Select(group => AskTogetherAsync(roleArn, [.. group], cancellationToken))
        );
        return answers.Contains(null)
            ? null
            : answers.SelectMany(answer => answer!).ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    async Task<IReadOnlyList<KeyValuePair<RequiredPermission, SimulatedAction>>?> AskTogetherAsync(
        string roleArn,
        IReadOnlyList<RequiredPermission> permissions,
        CancellationToken cancellationToken
    )
    {
        var reading = await account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = new IdentityClient(session, account.Endpoint);
                return await client.SimulatePrincipalPolicyAsync(
                    roleArn,
                    [.. permissions.Select(permission => permission.Action).Distinct()],
                    permissions[0].Resource,
                    ContextOf(permissions[0]),
                    cancel
                );
            },
            cancellationToken
        );
        if (reading is not Reading<IReadOnlyList<SimulatedAction>>.Found(var actions))
            return null;
        return
        [
            .. from permission in permissions
            join action in actions on permission.Action equals action.Action
            select KeyValuePair.Create(permission, action),
        ];
    }

    /// <summary>The simulator takes nothing for granted: whose the resource is, too, is said.</summary>
    static SortedDictionary<string, IReadOnlyList<string>> ContextOf(RequiredPermission permission)
    {
        var context = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, values) in permission.Context.Values)
            context[key] = values;
        if (permission.ToRequest(Principal.Anonymous).ResourceAccount is { } owner)
        {
            context["aws:ResourceAccount"] = [owner];
            context["s3:ResourceAccount"] = [owner];
        }
        return context;
    }
}
