using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>Whether keys of KMS can be encrypted with.</summary>
/// <remarks>Only a key that is enabled can be used, and one that waits for its deletion can be had back ("Key states of AWS KMS
/// keys" and "CancelKeyDeletion", AWS KMS Developer Guide and API Reference: it is disabled then).</remarks>
sealed class EncryptionKeys(Session session, AwsEndpoint endpoint, TargetEnvironment environment) : IDisposable
{
    static readonly ServiceDescription service = new("KMS", "kms", "2014-11-01");

    readonly JsonClient client = new(
        session.Credentials,
        endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)),
        "TrentService"
    );

    /// <summary>Null where the key can be used.</summary>
    /// <param name="key">An id, an ARN or an alias.</param>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">NotFoundException, or the caller may not look.</exception>
    public async Task<Finding?> FindProblemAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync("DescribeKey", new() { ["KeyId"] = key }, cancellationToken);
        var state = answer["KeyMetadata"]?["KeyState"]?.ToString();
        var enable = $"aws kms enable-key --key-id {key} --region {environment.Region}";
        var next = state switch
        {
            "PendingDeletion" =>
                $"aws kms cancel-key-deletion --key-id {key} --region {environment.Region} && {enable}",
            "Disabled" => enable,
            _ => null,
        };
        return next is null
            ? null
            : new Finding(
                FindingCodes.BootstrapKeyUnusable,
                $"Key {key}, which the bucket of {environment} is encrypted with, cannot be used",
                [$"Its state is {state}"],
                next
            ).In(environment.Account, endpoint);
    }

    public void Dispose() => client.Dispose();
}
