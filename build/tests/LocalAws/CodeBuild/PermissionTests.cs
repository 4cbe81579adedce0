using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>A build does nothing that its service role may not.</summary>
public sealed class PermissionTests
{
    const string Nothing = """{"version":0.2,"phases":{"build":{"commands":["true"]}}}""";
    const string Reading =
        """{"Effect":"Allow","Action":["ssm:GetParameters","secretsmanager:GetSecretValue"],"Resource":"*"}""";

    [Theory]
    [InlineData("logs:CreateLogStream")]
    [InlineData("logs:PutLogEvents")]
    public async Task StartBuild_RoleThatMayNotWriteTheLog_SaysWhatIsMissing(string action)
    {
        await using var world = await CodeBuildWorld.StartAsync(
            CodeBuildWorld.Usual.Replace(action, "logs:DescribeLogGroups", StringComparison.Ordinal)
        );

        var (phase, code, message) = CodeBuildWorld.FailureOf(await world.RunAsync(Nothing));

        Assert.Equal(("PROVISIONING", "ACCESS_DENIED"), (phase, code));
        Assert.Contains($"is not authorized to perform: {action}", message, StringComparison.Ordinal);
        Assert.Contains("because no identity-based policy allows", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartBuild_ImageOfAPrivateRepository_IsPulledAsTheRole()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        const string SignIn = """,{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}""";
        const string Pull =
            """,{"Effect":"Allow","Action":["ecr:BatchCheckLayerAvailability","ecr:GetDownloadUrlForLayer","ecr:BatchGetImage"],"Resource":"arn:aws:ecr:eu-west-1:111111111111:repository/tools/builds"}""";

        var signedOut = CodeBuildWorld.FailureOf(
            await world.RunAsync(
                Nothing,
                project =>
                {
                    project["environment"]!["image"] = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/tools/builds:1";
                    project["environment"]!["imagePullCredentialsType"] = "SERVICE_ROLE";
                }
            )
        );
        await world.AllowAsync(CodeBuildWorld.Usual + SignIn);
        var unread = CodeBuildWorld.FailureOf(await world.RunAgainAsync());
        await world.AllowAsync(CodeBuildWorld.Usual + SignIn + Pull);
        var pulled = await world.RunAgainAsync();

        Assert.Equal(("PROVISIONING", "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE"), (signedOut.Item1, signedOut.Item2));
        Assert.Contains("ecr:GetAuthorizationToken", signedOut.Item3, StringComparison.Ordinal);
        Assert.Contains("repository/tools/builds", unread.Item3, StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", pulled["buildStatus"]!.ToString());
    }

    [Fact]
    public async Task StartBuild_RoleThatMayNotReadTheSource_SaysWhatIsMissing()
    {
        await using var world = await CodeBuildWorld.StartAsync(
            CodeBuildWorld.Usual.Replace("\"s3:GetObject\",", "", StringComparison.Ordinal)
        );
        await world.ZipAsync("source.zip", ("buildspec.yml", Nothing));

        var build = await world.RunAsync(Nothing, project => project["source"] = Source("source.zip"));

        var (phase, code, message) = CodeBuildWorld.FailureOf(build);
        Assert.Equal(("DOWNLOAD_SOURCE", "CLIENT_ERROR"), (phase, code));
        Assert.Contains("s3:GetObject", message, StringComparison.Ordinal);
        Assert.Contains("source version arn:aws:s3:::the-bucket/source.zip", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartBuild_ParametersAndSecrets_AreReadAsTheRoleAndMaskedInTheLog()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        using var ssm = new JsonClient(world.World, "ssm", "AmazonSSM");
        using var secrets = new JsonClient(world.World, "secretsmanager", "secretsmanager");
        await ssm.CallAsync(
            CodeBuildWorld.Account,
            "PutParameter",
            new()
            {
                ["Name"] = "/app/key",
                ["Value"] = "parameter-value",
                ["Type"] = "SecureString",
            }
        );
        await secrets.CallAsync(
            CodeBuildWorld.Account,
            "CreateSecret",
            new() { ["Name"] = "app", ["SecretString"] = """{"token":"secret-value"}""" }
        );
        const string Spec = """
            version: 0.2
            env:
              parameter-store: {PARAMETER: /app/key}
              secrets-manager: {SECRET: "app:token:AWSCURRENT"}
              exported-variables: [SECRET, PLAIN]
            phases:
              build:
                commands:
                  - echo "$PARAMETER and $SECRET are ${#PARAMETER} and ${#SECRET} long"
                  - PLAIN=exported
            """;
        var (phase, code, message) = CodeBuildWorld.FailureOf(await world.RunAsync(Spec));
        await world.AllowAsync(CodeBuildWorld.Usual + "," + Reading);

        var build = await world.RunAgainAsync();

        Assert.Equal(("DOWNLOAD_SOURCE", "Decrypted Variables Error"), (phase, code));
        Assert.Contains("ssm:GetParameters", message, StringComparison.Ordinal);
        Assert.Contains("*** and *** are 15 and 12 long", await world.LogOfAsync(build));
        Assert.Equal(
            """[{"name":"PLAIN","value":"exported"}]""",
            build["exportedEnvironmentVariables"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task CreateProject_RoleThatDoesNotTrustCodeBuild_IsRefused()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.Iam.CallAsync(
            CodeBuildWorld.Account,
            "UpdateAssumeRolePolicy",
            ("RoleName", CodeBuildWorld.Role),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
            )
        );

        var error = await Record.ExceptionAsync(() => world.CreateAsync("app", Nothing));

        Assert.Contains(
            $"CodeBuild is not authorized to perform: sts:AssumeRole on {CodeBuildWorld.RoleArn}",
            error!.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task StartBuild_RoleDeletedMeanwhile_IsRefusedInProvisioning()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.CreateAsync("app", Nothing);
        await world.Iam.CallAsync(
            CodeBuildWorld.Account,
            "DeleteRolePolicy",
            ("RoleName", CodeBuildWorld.Role),
            ("PolicyName", "own")
        );
        await world.Iam.CallAsync(CodeBuildWorld.Account, "DeleteRole", ("RoleName", CodeBuildWorld.Role));

        var (phase, code, _) = CodeBuildWorld.FailureOf(await world.RunAgainAsync());

        Assert.Equal(("PROVISIONING", "ACCESS_DENIED"), (phase, code));
    }

    static JsonObject Source(string key) => new() { ["type"] = "S3", ["location"] = $"{CodeBuildWorld.Bucket}/{key}" };
}
