using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Build.Tests.LocalAws;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>Deletes resources of a bootstrap stack without the stack, as somebody does by hand.</summary>
sealed class BootstrapDeletion(LocalWorld world, string account, string region)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Suffix => $"{account}-{region}";

    string Bucket => $"cdk-hnb659fds-assets-{Suffix}";

    public Task DeleteAsync(string resource) =>
        resource switch
        {
            "StagingBucket" => DeleteBucketAsync(),
            "StagingBucketPolicy" => InS3Async(s3 =>
                s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = Bucket }, Cancellation)
            ),
            "FilePublishingRoleDefaultPolicy" => IamAsync(
                "DeleteRolePolicy",
                ("RoleName", RoleOf("FilePublishingRole")),
                ("PolicyName", $"cdk-hnb659fds-file-publishing-role-default-policy-{Suffix}")
            ),
            "ContainerAssetsRepository" => JsonAsync(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921",
                "DeleteRepository",
                Repository()
            ),
            "CdkBootstrapVersion" => JsonAsync("ssm", "AmazonSSM", "DeleteParameter", Parameter()),
            _ => DeleteRoleAsync(RoleOf(resource)),
        };

    public async Task<bool> ExistsAsync(string resource)
    {
        var (status, _) = resource switch
        {
            "StagingBucket" or "StagingBucketPolicy" => (await HasPolicyAsync() ? 200 : 404, ""),
            "FilePublishingRoleDefaultPolicy" => await AskIamAsync(
                "GetRolePolicy",
                ("RoleName", RoleOf("FilePublishingRole")),
                ("PolicyName", $"cdk-hnb659fds-file-publishing-role-default-policy-{Suffix}")
            ),
            "ContainerAssetsRepository" => await AskJsonAsync(
                "ecr",
                "AmazonEC2ContainerRegistry_V20150921",
                "DescribeRepositories",
                new() { ["repositoryNames"] = new JsonArray($"cdk-hnb659fds-container-assets-{Suffix}") }
            ),
            "CdkBootstrapVersion" => await AskJsonAsync("ssm", "AmazonSSM", "GetParameter", Parameter()),
            _ => await AskIamAsync("GetRole", ("RoleName", RoleOf(resource))),
        };
        return status == 200;
    }

    public async Task DeleteRoleAsync(string role)
    {
        using var iam = Iam();
        foreach (var policy in QueryClient.Texts(await List("ListRolePolicies"), "member"))
            await iam.CallAsync(account, "DeleteRolePolicy", ("RoleName", role), ("PolicyName", policy));
        foreach (var arn in QueryClient.Texts(await List("ListAttachedRolePolicies"), "PolicyArn"))
            await iam.CallAsync(account, "DetachRolePolicy", ("RoleName", role), ("PolicyArn", arn));
        await iam.CallAsync(account, "DeleteRole", ("RoleName", role));

        Task<System.Xml.Linq.XElement> List(string action) => iam.CallAsync(account, action, ("RoleName", role));
    }

    string RoleOf(string resource) =>
        resource switch
        {
            "DeploymentActionRole" => $"cdk-hnb659fds-deploy-role-{Suffix}",
            "CloudFormationExecutionRole" => $"cdk-hnb659fds-cfn-exec-role-{Suffix}",
            "FilePublishingRole" => $"cdk-hnb659fds-file-publishing-role-{Suffix}",
            _ => throw new ArgumentOutOfRangeException(nameof(resource), resource, null),
        };

    static JsonObject Parameter() => new() { ["Name"] = "/cdk-bootstrap/hnb659fds/version" };

    JsonObject Repository() =>
        new() { ["repositoryName"] = $"cdk-hnb659fds-container-assets-{Suffix}", ["force"] = true };

    async Task DeleteBucketAsync()
    {
        await InS3Async(s3 =>
            s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = Bucket }, Cancellation)
        );
        await InS3Async(s3 => s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = Bucket }, Cancellation));
    }

    async Task<bool> HasPolicyAsync()
    {
        using var s3 = S3();
        try
        {
            var answer = await s3.GetBucketPolicyAsync(
                new GetBucketPolicyRequest { BucketName = Bucket },
                Cancellation
            );
            return answer.Policy?.TrimStart() is ['{', ..];
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchBucket" or "NoSuchBucketPolicy")
        {
            return false;
        }
    }

    async Task InS3Async(Func<AmazonS3Client, Task> work)
    {
        using var s3 = S3();
        await work(s3);
    }

    AmazonS3Client S3() =>
        new(world.Administrator(account), world.Configure(new AmazonS3Config { ForcePathStyle = true }));

    QueryClient Iam() => new(world, "iam", "2010-05-08");

    async Task IamAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var iam = Iam();
        await iam.CallAsync(account, action, parameters);
    }

    async Task<(int Status, string Text)> AskIamAsync(string action, params (string Name, string Value)[] parameters)
    {
        using var iam = Iam();
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(account));
        var (status, body) = await iam.SendAsync(key, action, parameters);
        return (status, body.ToString());
    }

    async Task JsonAsync(string service, string target, string operation, JsonObject body)
    {
        var (status, text) = await AskJsonAsync(service, target, operation, body);
        Assert.True(status == 200, text);
    }

    async Task<(int Status, string Text)> AskJsonAsync(string service, string target, string operation, JsonObject body)
    {
        using var client = new JsonClient(world, service, target);
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(account));
        var (status, answer) = await client.SendAsync(key, operation, body);
        return (status, answer.ToJsonString());
    }
}
