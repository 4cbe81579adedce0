using System.Diagnostics;
using System.Text.RegularExpressions;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Settings;

namespace Build.Tests.Rehearsals;

/// <summary>The questions to the real AWS, put to the local one: it answers as the project takes AWS to answer.</summary>
public sealed partial class RealAwsScriptTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_AgainstTheLocalAws_AsksEverythingCleansUpAndNamesNoAccount()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();

        var (exitCode, output) = await RunAsync(world, "--throw-away");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var numbers = lines.Select(line => Answer().Match(line)).Where(match => match.Success).ToList();
        Assert.True(exitCode == 0, output);
        Assert.Equal(Enumerable.Range(1, 21), numbers.Select(match => int.Parse(match.Groups[1].Value)).Order());
        Assert.DoesNotContain("DIFFERS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("UNKNOWN", output, StringComparison.Ordinal);
        Assert.DoesNotContain("never within", output, StringComparison.Ordinal);
        Assert.DoesNotContain(LocalWorld.First, output, StringComparison.Ordinal);
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        using var stacks = new QueryClient(world, "cloudformation", "2010-05-15");
        Assert.DoesNotContain(
            QueryClient.Texts(await iam.CallAsync(LocalWorld.First, "ListRoles"), "RoleName"),
            IsOfTheScript
        );
        Assert.DoesNotContain(
            QueryClient.Texts(await stacks.CallAsync(LocalWorld.First, "DescribeStacks"), "StackName"),
            IsOfTheScript
        );
    }

    [Fact]
    public async Task Script_WithoutThrowAway_OnlyReads()
    {
        InstalledAwsCli.SkipWithout();
        var written = new List<string>();
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Faults = new()
                {
                    Arrived = call =>
                    {
                        if (!Reading().IsMatch(call.Action))
                            lock (written)
                                written.Add(call.Api);
                    },
                },
            }
        );

        var (exitCode, output) = await RunAsync(world);

        Assert.True(exitCode == 0, output);
        Assert.Contains("SKIPPED", output, StringComparison.Ordinal);
        Assert.Empty(written);
    }

    static bool IsOfTheScript(string name) => name.StartsWith("real-aws-check-", StringComparison.Ordinal);

    static async Task<(int ExitCode, string Output)> RunAsync(LocalWorld world, params string[] arguments)
    {
        var key = world.Server.AdministratorOf(LocalWorld.First);
        var start = new ProcessStartInfo(
            "bash",
            [
                Path.Combine(RepositoryRoot.Find(), "build/tests/real-aws.sh"),
                $"--endpoint-url={world.Server.Endpoint}",
                "--region=eu-west-1",
                .. arguments,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = key.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey;
        start.Environment["AWS_CONFIG_FILE"] = "/no/config";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await errors);
    }

    [GeneratedRegex("^(\\d+) +(AS-TOLD|DIFFERS|SEEN|UNKNOWN) ")]
    private static partial Regex Answer();

    [GeneratedRegex("^(Get|List|Describe|Simulate)")]
    private static partial Regex Reading();
}
