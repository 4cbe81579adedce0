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
    const string Version = "54.0.0";

    public static IReadOnlyList<string> Names { get; } = ["One", "Two", "Three", "Four", "Five"];

    public static DeploymentPlan Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var artifacts = new JsonObject();
        string? previous = null;
        foreach (var name in Names)
        {
            var template = Templates.Parameter($"/{name}");
            File.WriteAllText(Path.Combine(folder, $"{name}.template.json"), template);
            File.WriteAllText(Path.Combine(folder, $"{name}.assets.json"), Assets(name).ToJsonString());
            artifacts[$"{name}.assets"] = new JsonObject
            {
                ["type"] = "cdk:asset-manifest",
                ["properties"] = new JsonObject { ["file"] = $"{name}.assets.json" },
            };
            artifacts[name] = Stack(name, previous);
            previous = name;
        }
        var manifest = new JsonObject { ["version"] = Version, ["artifacts"] = artifacts };
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.ToJsonString());
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

    static JsonObject Stack(string name, string? previous) =>
        new()
        {
            ["type"] = "aws:cloudformation:stack",
            ["environment"] = $"aws://{DeploymentWorld.First.Account}/{DeploymentWorld.First.Region}",
            ["properties"] = new JsonObject
            {
                ["templateFile"] = $"{name}.template.json",
                ["stackTemplateAssetObjectUrl"] = $"s3://{Bucket}/{name}.json",
                ["assumeRoleArn"] = Role,
            },
            ["dependencies"] = new JsonArray([$"{name}.assets", .. previous is null ? [] : (JsonNode[])[previous]]),
        };

    static JsonObject Assets(string name) =>
        new()
        {
            ["version"] = Version,
            ["files"] = new JsonObject
            {
                [name] = new JsonObject
                {
                    ["source"] = new JsonObject { ["path"] = $"{name}.template.json", ["packaging"] = "file" },
                    ["destinations"] = new JsonObject
                    {
                        ["here"] = new JsonObject
                        {
                            ["bucketName"] = Bucket,
                            ["objectKey"] = $"{name}.json",
                            ["assumeRoleArn"] = Role,
                        },
                    },
                },
            },
        };
}
