using Deployment.Assemblies;
using Iam;

namespace Diagnosis.Requirements;

/// <summary>The customer key of a staging bucket, which is used through S3.</summary>
static class StagingKey
{
    /// <summary>What using an object takes of the key.</summary>
    public static RequiredPermission Allowing(
        RequiredPermission use,
        string action,
        string keyArn,
        TargetEnvironment environment
    ) =>
        new(use.Actor, action, keyArn, $"{use.Reason}, and the bucket is encrypted with it")
        {
            Context = RequestContext
                .Empty.With("kms:ViaService", $"s3.{environment.Region}.{environment.UrlSuffix}")
                .With("kms:CallerAccount", environment.Account),
        };
}
