using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Build.Tests.LocalAws.CloudFormation.Clients;
using LocalAws.Faults;

namespace Build.Tests.LocalAws.S3;

/// <summary>The aws CLI uploads, downloads and assumes roles.</summary>
public sealed class AwsCliTests : IDisposable
{
    const int Large = 100 * 1024 * 1024;
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aws-cli-");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S3Cp_HundredMegabytes_GoUpInPartsAndComeBackTheSame()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();
        var (up, down) = (Path.Combine(_folder.FullName, "up"), Path.Combine(_folder.FullName, "down"));
        await File.WriteAllBytesAsync(up, RandomNumberGenerator.GetBytes(Large), Cancellation);
        await RunAsync(world, "s3", "mb", "s3://large-bucket");

        await RunAsync(world, "s3", "cp", up, "s3://large-bucket/large", "--no-progress");
        await RunAsync(world, "s3", "cp", "s3://large-bucket/large", down, "--no-progress");
        var head = await RunAsync(world, "s3api", "head-object", "--bucket", "large-bucket", "--key", "large");

        Assert.EndsWith("-13\"", JsonNode.Parse(head)!["ETag"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(await HashAsync(up), await HashAsync(down));
    }

    [Fact]
    public async Task S3Sync_FolderOfFiles_CopiesAndDeletes()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();
        var source = _folder.CreateSubdirectory("source");
        foreach (var name in new[] { "a.txt", "b c.txt", "ü+&.txt" })
            await File.WriteAllTextAsync(Path.Combine(source.FullName, name), name, Cancellation);
        await RunAsync(world, "s3", "mb", "s3://sync-bucket");

        await RunAsync(world, "s3", "sync", source.FullName, "s3://sync-bucket/x/");
        File.Delete(Path.Combine(source.FullName, "a.txt"));
        await RunAsync(world, "s3", "sync", "--delete", source.FullName, "s3://sync-bucket/x/");
        var listed = await RunAsync(world, "s3api", "list-objects-v2", "--bucket", "sync-bucket");
        await RunAsync(world, "s3", "rb", "--force", "s3://sync-bucket");

        var keys = JsonNode.Parse(listed)!["Contents"]!.AsArray().Select(item => item!["Key"]!.GetValue<string>());
        Assert.Equal(["x/b c.txt", "x/ü+&.txt"], keys);
    }

    [Fact]
    public async Task S3Cp_TwoHundredFilesHalfOfThemEmpty_GoUpByACallEachAndNoneAgain()
    {
        InstalledAwsCli.SkipWithout();
        var calls = new ConcurrentQueue<WireCall>();
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Faults = options.Faults with { Ended = calls.Enqueue },
            }
        );
        var source = _folder.CreateSubdirectory("source");
        foreach (var number in Enumerable.Range(0, 200))
            await File.WriteAllTextAsync(
                Path.Combine(source.FullName, FormattableString.Invariant($"{number:D3}")),
                number % 2 == 0 ? "" : "text",
                Cancellation
            );
        await RunAsync(world, "s3", "mb", "s3://many-bucket");

        await RunAsync(world, "s3", "cp", "--recursive", source.FullName, "s3://many-bucket/");

        // A connection that waits for an answer which does not come is closed, and its call made again on another.
        var puts = calls.Where(call => call.Action == "PutObject").ToList();
        Assert.Equal(200, puts.Count);
        Assert.All(puts, call => Assert.Equal(200, call.Status));
    }

    [Fact]
    public async Task AssumeRole_OfAnotherAccount_GivesASession()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();
        var role = $"arn:aws:iam::{LocalWorld.First}:role/OrganizationAccountAccessRole";

        var assumed = await RunAsync(world, "sts", "assume-role", "--role-arn", role, "--role-session-name", "cli");

        Assert.Contains("\"SessionToken\"", assumed, StringComparison.Ordinal);
        Assert.Contains("assumed-role/OrganizationAccountAccessRole/cli", assumed, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    async Task<string> RunAsync(LocalWorld world, params string[] arguments)
    {
        var outcome = await CommandLine.RunAsync(
            world,
            LocalWorld.Management,
            _folder.FullName,
            InstalledAwsCli.Path,
            [.. arguments, "--endpoint-url", world.Server.Endpoint.ToString()]
        );
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        return outcome.Output;
    }

    static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, Cancellation));
    }
}
