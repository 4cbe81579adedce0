using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.ManagedPolicies;

/// <summary>Makes the managed policies of an environment's execution role, and keeps them as they are to be.</summary>
/// <param name="session">A session in the environment's account.</param>
public sealed class PolicyKeeper(Session session, AwsEndpoint endpoint, TargetEnvironment environment) : IDisposable
{
    const string Description =
        "What CloudFormation needs to deploy the Cloud Assemblies: bootstrapping keeps it up to date";

    readonly ManagedPolicyClient client = new(session, endpoint);

    /// <summary>The documents in force, in order; none where none was made.</summary>
    /// <exception cref="BuildException">ManagedPolicyRefused.</exception>
    public Task<IReadOnlyList<string>> ReadAsync(string name, CancellationToken cancellationToken) =>
        AttemptAsync<IReadOnlyList<string>>(
            name,
            async () =>
            {
                var documents = new List<string>();
                while (
                    documents.Count < WantedPolicies.Most
                    && await client.FindAsync(ArnOf($"{name}-{documents.Count + 1}"), cancellationToken) is { } found
                )
                    documents.Add(found);
                return documents;
            }
        );

    /// <summary>Makes what is missing, and gives what differs another version. Where nothing differs, nothing is written.</summary>
    /// <exception cref="BuildException">WrongAccount, or ManagedPolicyRefused.</exception>
    public Task<KeptPolicies> KeepAsync(WantedPolicies wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (session.Identity.Account != environment.Account)
            throw new BuildException(CredentialFindings.WrongAccount(session.Identity, environment.Account));
        return AttemptAsync(wanted.Name, () => KeepThemAsync(wanted, cancellationToken));
    }

    /// <summary>Deletes those that are not wanted any more, once nothing has them.</summary>
    /// <exception cref="BuildException">ManagedPolicyRefused.</exception>
    public Task DropAsync(WantedPolicies wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return AttemptAsync(
            wanted.Name,
            async () =>
            {
                var number = wanted.Documents.Count + 1;
                while (await client.DeleteAsync(ArnOf(wanted.NameOf(number)), cancellationToken))
                    number++;
                return number;
            }
        );
    }

    public void Dispose() => client.Dispose();

    async Task<KeptPolicies> KeepThemAsync(WantedPolicies wanted, CancellationToken cancellationToken)
    {
        var (made, changed) = (0, 0);
        List<string> arns = [];
        foreach (var document in wanted.Documents)
        {
            var name = wanted.NameOf(arns.Count + 1);
            arns.Add(ArnOf(name));
            var found = await client.FindAsync(arns[^1], cancellationToken);
            if (found is null)
            {
                await client.CreateAsync(name, Description, document, cancellationToken);
                made++;
            }
            else if (!AreEqual(found, document))
            {
                await client.ChangeAsync(arns[^1], document, cancellationToken);
                changed++;
            }
        }
        return new(arns) { Made = made, Changed = changed };
    }

    static bool AreEqual(string found, string wanted)
    {
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(found), JsonNode.Parse(wanted));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    string ArnOf(string name) => $"arn:{environment.Partition}:iam::{environment.Account}:policy/{name}";

    async Task<T> AttemptAsync<T>(string name, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (AmazonServiceException e)
        {
            throw new BuildException(
                new Finding(
                    FindingCodes.ManagedPolicyRefused,
                    $"IAM refused to keep the policies {name}-* of {environment}",
                    [$"{e.ErrorCode}: {e.Message}"],
                    "bootstrap with credentials that may make managed policies, or name policies in build/settings.json "
                        + "under bootstrap.executionPolicies"
                ),
                innerException: e
            );
        }
    }
}
