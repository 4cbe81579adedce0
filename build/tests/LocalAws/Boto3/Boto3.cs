using System.Diagnostics;
using System.Text.Json;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Tools;

namespace Build.Tests.LocalAws.Boto3;

/// <summary>The boto3 of this machine's Python. A machine that checks pull requests has one.</summary>
static class Boto3
{
    static readonly Lazy<string?> python = new(Find);

    public static void SkipWithout() =>
        Assert.SkipUnless(
            !OperatingSystem.IsWindows()
                && (python.Value is not null || Environment.GetEnvironmentVariable("CI") == "true"),
            "boto3 is not installed."
        );

    /// <summary>What a script prints, run as the administrator of the first account.</summary>
    public static async Task<string> RunAsync(LocalWorld world, string script, params string[] arguments)
    {
        var home = Directory.CreateTempSubdirectory("boto3-");
        try
        {
            var key = world.Server.AdministratorOf(LocalWorld.Second);
            var outcome = await CommandLine.RunAsync(
                world,
                LocalWorld.First,
                home.FullName,
                python.Value ?? throw new FileNotFoundException("boto3 is not installed."),
                [Path.Combine(AppContext.BaseDirectory, "LocalAws", "Boto3", "Fixtures", script), .. arguments],
                new Dictionary<string, string>
                {
                    ["ACCOUNT"] = LocalWorld.First,
                    ["OTHER"] = JsonSerializer.Serialize(
                        new Dictionary<string, string>
                        {
                            ["account"] = LocalWorld.Second,
                            ["key"] = key.AccessKeyId,
                            ["secret"] = key.SecretAccessKey,
                        }
                    ),
                }
            );
            Assert.True(outcome.ExitCode == 0, outcome.Output);
            return outcome.Output;
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    static string? Find()
    {
        if (Programs.Find("python3") is not { } path)
            return null;
        using var process = Process.Start(
            new ProcessStartInfo(path, ["-c", "import boto3"]) { RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0 ? path : null;
    }
}
