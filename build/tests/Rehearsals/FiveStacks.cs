using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;

namespace Build.Tests.Rehearsals;

/// <summary>A Cloud Assembly of five stacks, each dependent on the one before, whose templates are assets.</summary>
static class FiveStacks
{
    public const string Bucket = "five-stacks-assets";
    const string Role = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole";

    public static IReadOnlyList<string> Names { get; } = ["One", "Two", "Three", "Four", "Five"];

    public static DeploymentPlan Write(string folder)
    {
        var assembly = new AssemblyFolder(folder, Bucket);
        string[] previous = [];
        foreach (var name in Names)
        {
            assembly.AddStack(
                name,
                $"aws://{DeploymentWorld.First.Account}/{DeploymentWorld.First.Region}",
                Templates.Parameter($"/{name}"),
                Role,
                new JsonObject { ["assumeRoleArn"] = Role },
                previous
            );
            previous = [name];
        }
        assembly.Write();
        return DeploymentWorld.Plan([.. CloudAssembly.Load(folder).Stacks]);
    }

    /// <summary>The bucket of the assets, which keeps every version.</summary>
    public static async Task MakeBucketAsync(DeploymentWorld world)
    {
        using var s3 = S3(world);
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = Bucket, BucketRegionName = DeploymentWorld.First.Region },
            TestContext.Current.CancellationToken
        );
        await s3.PutBucketVersioningAsync(
            new PutBucketVersioningRequest
            {
                BucketName = Bucket,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            TestContext.Current.CancellationToken
        );
    }

    public static AmazonS3Client S3(DeploymentWorld world)
    {
        var key = world.Server.AdministratorOf(LocalWorld.First);
        return new(
            key.AccessKeyId,
            key.SecretAccessKey,
            world.Endpoint.Configure(new AmazonS3Config { ForcePathStyle = true }, DeploymentWorld.First.Region)
        );
    }
}
