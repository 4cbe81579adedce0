using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>What a build finds around it, and what it cannot reach.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task StartBuild_Environment_IsWhatCodeBuildGivesAndNothingElse()
    {
        Environment.SetEnvironmentVariable("OF_THE_USER", "private");
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(
            """{"version":0.2,"phases":{"build":{"commands":["env | cut -d= -f1 | sort | tr '\\n' ' '"]}}}"""
        );

        var names = (await world.LogOfAsync(build))
            .Single(line => line.StartsWith("AWS_", StringComparison.Ordinal))
            .Trim();
        Assert.Equal(
            "AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_REGION "
                + "CODEBUILD_BUILD_ARN CODEBUILD_BUILD_ID CODEBUILD_BUILD_IMAGE CODEBUILD_BUILD_NUMBER CODEBUILD_BUILD_SUCCEEDING "
                + "CODEBUILD_CI CODEBUILD_INITIATOR CODEBUILD_KMS_KEY_ID CODEBUILD_LOG_PATH CODEBUILD_PROJECT_ARN "
                + "CODEBUILD_SRC_DIR CODEBUILD_START_TIME HOME LANG NPM_CONFIG_PREFIX PATH PWD SHLVL TMPDIR",
            string.Join(' ', names.Split(' ').Where(name => name is not ("_" or "OLDPWD")))
        );
    }

    [Fact]
    public async Task StartBuild_ClientInIt_ActsAsTheServiceRole()
    {
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(
            """
            version: 0.2
            phases:
              build:
                commands:
                  - aws --endpoint-url "$AWS_ENDPOINT_URL" sts get-caller-identity --query Arn --output text
                  - aws --endpoint-url "$AWS_ENDPOINT_URL" s3api put-object --bucket the-bucket --key made --body /etc/hostname --query ETag && echo put
                  - aws --endpoint-url "$AWS_ENDPOINT_URL" iam list-users 2>&1 | grep -o 'is not authorized to perform. iam.ListUsers'
                  - curl --silent --header "Authorization:wrong" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"
            """,
            project => WithPath(project)
        );

        var log = await world.LogOfAsync(build);
        var session = "AWSCodeBuild-" + build["id"]!.GetValue<string>().Split(':')[1];
        Assert.Contains($"arn:aws:sts::{CodeBuildWorld.Account}:assumed-role/{CodeBuildWorld.Role}/{session}", log);
        Assert.Contains("put", log);
        Assert.Contains("is not authorized to perform: iam:ListUsers", log);
        Assert.Contains(log, line => line.Contains("InvalidAuthorizationToken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartBuild_GlobalInstallsAndHome_StayInTheSandboxThatGoesWithTheBuild()
    {
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(
            """
            version: 0.2
            phases:
              install:
                commands:
                  - npm config get prefix
                  - apt-get install something || echo refused
              build:
                commands:
                  - touch ~/left && echo "$HOME"
                  - stat -c %a "$HOME" ../state/variables
            """
        );

        var log = await world.LogOfAsync(build);
        var home = log.Single(line => line.EndsWith("/home", StringComparison.Ordinal));
        Assert.Contains(home.Replace("/home", "/tools", StringComparison.Ordinal), log);
        Assert.Contains("refused", log);
        Assert.Equal(["700", "600"], log.Where(line => line.Length == 3));
        Assert.False(Directory.Exists(home));
    }

    [Fact]
    public async Task StartBuild_FilesAndFoldersOfTheOptions_AreInItsHome()
    {
        var machine = Directory.CreateTempSubdirectory("machine-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(machine, "npmrc"),
            "fund=false\n",
            TestContext.Current.CancellationToken
        );
        await using var world = await CodeBuildWorld.StartAsync(change: options =>
            options with
            {
                CodeBuild = options.CodeBuild with
                {
                    HomeFiles = new Dictionary<string, string> { [".npmrc"] = Path.Combine(machine, "npmrc") },
                    SharedFolders = new Dictionary<string, string>
                    {
                        [".nuget/packages"] = Path.Combine(machine, "packages"),
                    },
                },
            }
        );

        var build = await world.RunAsync(
            """{"version":0.2,"phases":{"build":{"commands":["cat ~/.npmrc","echo kept > ~/.nuget/packages/one"]}}}"""
        );

        Assert.Contains("fund=false", await world.LogOfAsync(build));
        Assert.True(File.Exists(Path.Combine(machine, "packages", "one")));
        Directory.Delete(machine, recursive: true);
    }

    static void WithPath(JsonObject project) =>
        project["environment"]!["environmentVariables"] = new JsonArray(
            new JsonObject { ["name"] = "PATH", ["value"] = Environment.GetEnvironmentVariable("PATH") }
        );
}
