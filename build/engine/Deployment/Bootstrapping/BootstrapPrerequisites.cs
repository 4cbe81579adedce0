using Amazon.Runtime;
using Deployment.Assemblies;
using Deployment.Bootstrapping.Repairs;
using Deployment.Credentials;

namespace Deployment.Bootstrapping;

/// <summary>What a bootstrap stack refers to by name and does not make itself: the bucket's key, and the permissions boundary.</summary>
/// <param name="session">A session in the environment's account and region.</param>
sealed class BootstrapPrerequisites(Session session, AwsEndpoint endpoint, TargetEnvironment environment)
{
    /// <param name="parameters">Those that the stack will have.</param>
    /// <exception cref="BuildException">Something is not there, or cannot be used: all of it.</exception>
    public async Task CheckAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var findings = await Task.WhenAll(
            Named(parameters, "FileAssetsBucketKmsKeyId") is { } key and not BootstrapParameters.AwsManagedKey
                ? KeyAsync(key, cancellationToken)
                : Task.FromResult<Finding?>(null),
            Named(parameters, "InputPermissionsBoundary") is { } boundary
                ? BoundaryAsync(boundary, cancellationToken)
                : Task.FromResult<Finding?>(null)
        );
        if (findings.OfType<Finding>().ToList() is { Count: > 0 } all)
            throw new BuildException(all);
    }

    static string? Named(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    async Task<Finding?> KeyAsync(string key, CancellationToken cancellationToken)
    {
        using var keys = new EncryptionKeys(session, endpoint, environment);
        try
        {
            return await keys.FindProblemAsync(key, cancellationToken);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NotFoundException")
        {
            return new Finding(
                FindingCodes.BootstrapKeyUnusable,
                $"Key {key}, which the bucket of {environment} is to be encrypted with, does not exist",
                [$"{e.ErrorCode}, {e.Message}"],
                "name another key, or new, as bootstrap.key in build/settings.json"
            );
        }
        catch (AmazonServiceException)
        {
            // Who may not look learns it from CloudFormation.
            return null;
        }
    }

    async Task<Finding?> BoundaryAsync(string name, CancellationToken cancellationToken)
    {
        using var iam = new IamRoles(session, endpoint);
        var arn = $"arn:{environment.Partition}:iam::{environment.Account}:policy/{name}";
        try
        {
            await iam.GetPolicyAsync(arn, cancellationToken);
            return null;
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NoSuchEntity")
        {
            return new Finding(
                FindingCodes.BootstrapBoundaryMissing,
                $"Policy {arn}, which is to be the permissions boundary in {environment}, does not exist",
                [$"{e.ErrorCode}, {e.Message}"],
                "make it, or name another as bootstrap.permissionsBoundary in build/settings.json"
            );
        }
        catch (AmazonServiceException)
        {
            return null;
        }
    }
}
