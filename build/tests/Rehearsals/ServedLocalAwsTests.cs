using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Build.Tests.Build;
using LocalAws;
using Rehearsal;
using Settings;
using Steps.Worlds;

namespace Build.Tests.Rehearsals;

/// <summary>The program's LocalAws target as a process, with clients and other runs of the program beside it.</summary>
public sealed class ServedLocalAwsTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_KilledAndStartedAnew_HasAllThatWasAnswered()
    {
        using var program = new BuildProgram();
        using (var served = ServedLocalAws.Start(program))
            await PutAsync(served);

        using var again = ServedLocalAws.Start(program);

        Assert.Equal("kept", await GetAsync(again));
    }

    [Fact]
    public void Serve_Greeting_SaysWhatClientsThatIgnoreTheVariableAreGiven()
    {
        using var program = new BuildProgram();
        using var served = ServedLocalAws.Start(program);

        Assert.Contains("aws CLI before 2.13", served.Greeting, StringComparison.Ordinal);
        Assert.Contains($"--endpoint-url {served.Endpoint}", served.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_KilledWhenItBeginsToRewriteItsJournal_HasAllThatWasAnswered()
    {
        using var program = new BuildProgram();
        var answered = new int[4];
        using (var served = ServedLocalAws.Start(program))
        {
            var state = Path.Combine(program.Root, "build/.local-aws");
            while (Directory.GetFiles(state, "journal.1", SearchOption.AllDirectories).Length == 0)
                await Task.WhenAll(answered.Select((_, writer) => WriteAsync(served, writer)));
        }

        using var again = ServedLocalAws.Start(program);

        for (var writer = 0; writer < answered.Length; writer++)
            Assert.StartsWith($"{answered[writer]} ", await GetAsync(again, $"/{writer}"), StringComparison.Ordinal);

        Task WriteAsync(ServedLocalAws served, int writer) =>
            PutAsync(served, $"{++answered[writer]} {new string('x', 4000)}", $"/{writer}");
    }

    /// <summary>Somebody has the state already, and does not answer yet.</summary>
    [Fact]
    public async Task Rehearse_WhileAnotherRunStartsTheLocalAws_JoinsIt()
    {
        using var program = new BuildProgram();
        var state = Path.Combine(program.Root, RunWorld.LocalAwsFolder);
        Directory.CreateDirectory(state);
        using var held = new FileStream(
            Path.Combine(state, "lock"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var joining = program.Start("--target=Credentials", "--environment=account1", "--purpose=bootstrap", "--local");
        var line = await joining.StandardError.ReadLineAsync(Cancellation);
        var settings = SettingsFile.Parse(Encoding.UTF8.GetBytes(program.Settings), SettingsFile.Name);

        await using var server = await LocalAwsServer.StartAsync(new() { Accounts = settings.Accounts }, Cancellation);
        LocalAwsProfile.Write(program.Root, RunWorld.LocalAwsFolder, server, settings);
        await File.WriteAllLinesAsync(
            Path.Combine(state, "holder"),
            [$"{Environment.ProcessId}", $"{server.Endpoint}"],
            Cancellation
        );
        var run = BuildProgram.End(joining);

        Assert.StartsWith("Waiting for the local AWS", line, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("AccessKeyId", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Reset_HasNothingThatWasThere()
    {
        using var program = new BuildProgram();
        AWSCredentials before;
        using (var served = ServedLocalAws.Start(program))
        {
            await PutAsync(served);
            using var s3 = new AmazonS3Client(served.Profile("account1"), served.Configure(new AmazonS3Config()));
            await s3.PutBucketAsync(In("kept-bucket"), Cancellation);
            await s3.PutObjectAsync(
                new()
                {
                    BucketName = "kept-bucket",
                    Key = "a",
                    ContentBody = "b",
                },
                Cancellation
            );
            before = served.Profile("account1");
        }

        using var again = ServedLocalAws.Start(program, "--reset");

        await Assert.ThrowsAsync<ParameterNotFoundException>(() => GetAsync(again));
        Assert.All(
            Directory.GetFiles(Path.Combine(program.Root, "build/.local-aws"), "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("objects", file, StringComparison.Ordinal)
        );
        using var stale = new AmazonSecurityTokenServiceClient(
            before,
            again.Configure(new AmazonSecurityTokenServiceConfig())
        );
        var error = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() =>
            stale.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation)
        );
        Assert.Equal("InvalidClientTokenId", error.ErrorCode);
    }

    [Fact]
    public async Task Serve_ResetWhileAnotherServes_IsRefusedAndLosesNothing()
    {
        using var program = new BuildProgram();
        using var served = ServedLocalAws.Start(program);
        await PutAsync(served);

        var serve = program.Run("--target=LocalAws", "--reset");
        FiveStacks.Write(Path.Combine(program.Root, "infra", "cdk.out"));
        var rehearse = program.Run("--target=Deploy", "--exclusive", "--project=infra", "--local", "--reset");

        Assert.All(
            [serve, rehearse],
            run =>
            {
                Assert.Equal(1, run.ExitCode);
                Assert.Contains("[LocalAwsInUse]", run.Errors, StringComparison.Ordinal);
            }
        );
        Assert.Equal("kept", await GetAsync(served));
    }

    [Fact]
    public async Task Serve_ARehearsalOfTheCheckout_JoinsIt()
    {
        using var program = new BuildProgram();
        FiveStacks.Write(Path.Combine(program.Root, "infra", "cdk.out"));
        using var served = ServedLocalAws.Start(program);
        using var s3 = new AmazonS3Client(served.Profile("account1"), served.Configure(new AmazonS3Config()));
        await s3.PutBucketAsync(In(FiveStacks.Bucket), Cancellation);

        var run = program.Run("--target=Deploy", "--exclusive", "--project=infra", "--local");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        using var ssm = Ssm(served);
        Assert.Equal(
            FiveStacks.Names.Count,
            (
                await ssm.GetParametersAsync(
                    new() { Names = [.. FiveStacks.Names.Select(name => $"/{name}")] },
                    Cancellation
                )
            )
                .Parameters
                .Count
        );
    }

    [Fact]
    public async Task Serve_ServiceControlPolicyAndFixturesOfTheSettings_AreInForce()
    {
        using var program = new BuildProgram();
        var settings = JsonNode.Parse(program.Settings)!;
        settings["localAws"] = JsonNode.Parse(
            """
            {
              "serviceControlPolicies": [
                { "name": "NoParameters", "policy": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "ssm:PutParameter", "Resource": "*" } } }
              ],
              "lookups": { "publicParameters": { "/aws/service/a": "value" } }
            }
            """
        );
        program.Settings = settings.ToJsonString();
        using var served = ServedLocalAws.Start(program);

        var error = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() => PutAsync(served));

        Assert.Contains("explicit deny in a service control policy", error.Message, StringComparison.Ordinal);
        using var ssm = Ssm(served);
        var found = await ssm.GetParameterAsync(new() { Name = "/aws/service/a" }, Cancellation);
        Assert.Equal("value", found.Parameter.Value);
    }

    static PutBucketRequest In(string bucket) => new() { BucketName = bucket, BucketRegionName = "eu-west-1" };

    static async Task PutAsync(ServedLocalAws served, string value = "kept", string name = "/kept")
    {
        using var ssm = Ssm(served);
        await ssm.PutParameterAsync(
            new()
            {
                Name = name,
                Value = value,
                Type = ParameterType.String,
                Overwrite = true,
            },
            Cancellation
        );
    }

    static async Task<string> GetAsync(ServedLocalAws served, string name = "/kept")
    {
        using var ssm = Ssm(served);
        return (await ssm.GetParameterAsync(new() { Name = name }, Cancellation)).Parameter.Value;
    }

    static AmazonSimpleSystemsManagementClient Ssm(ServedLocalAws served) =>
        new(served.Profile("account1"), served.Configure(new AmazonSimpleSystemsManagementConfig()));
}
