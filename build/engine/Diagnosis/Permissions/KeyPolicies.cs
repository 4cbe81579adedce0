using System.Collections.Concurrent;
using Diagnosis.Accounts;
using Diagnosis.Clients;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>The policies of KMS keys, each read once.</summary>
sealed class KeyPolicies(AccountReader account)
{
    readonly ConcurrentDictionary<string, Lazy<Task<ReadResult<Policy>>>> read = new(StringComparer.Ordinal);

    public Task<ReadResult<Policy>> ReadAsync(string keyArn, CancellationToken cancellationToken) =>
        read.GetOrAdd(keyArn, _ => new(() => FetchAsync(keyArn, cancellationToken))).Value;

    Task<ReadResult<Policy>> FetchAsync(string keyArn, CancellationToken cancellationToken) =>
        account.ReadAsync(
            async (session, cancel) =>
            {
                using var client = AwsServices.Keys(session, account.Endpoint);
                var answer = await client.SendAsync(
                    "GetKeyPolicy",
                    new() { ["KeyId"] = keyArn, ["PolicyName"] = "default" },
                    cancel
                );
                return Policy.Parse(keyArn, PolicyKind.Key, answer.RequiredText("Policy"));
            },
            cancellationToken
        );
}
