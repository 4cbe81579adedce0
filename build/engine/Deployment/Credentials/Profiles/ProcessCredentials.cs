using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Processes;

namespace Deployment.Credentials.Profiles;

/// <summary>What a profile's credential_process prints; the process is run again before that ends.</summary>
/// <remarks>The format is that of "Process credential provider", AWS SDKs and Tools Reference Guide. What it prints on
/// standard output is never shown: it may hold a secret.</remarks>
sealed class ProcessCredentials : RefreshingAWSCredentials
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    static readonly TimeSpan silence = TimeSpan.FromSeconds(4);

    readonly string profile;
    readonly string command;
    readonly AwsConnections connections;
    readonly TimeProvider time;

    public ProcessCredentials(string profile, string command, AwsConnections connections, TimeProvider time)
    {
        (this.profile, this.command, this.connections, this.time) = (profile, command, connections, time);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() =>
        GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Read(await RunAsync());

    async Task<string> RunAsync()
    {
        using var limit = new CancellationTokenSource(patience, time);
        await using var watch = time.CreateTimer(
            _ =>
                connections.Report(
                    new($"the credential_process of profile {profile}", TroubleKind.Unreachable, "no answer yet", 0)
                ),
            null,
            silence,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            var result = await ChildProcess.RunAsync(
                OperatingSystem.IsWindows() ? ["cmd.exe", "/c", command] : ["sh", "-c", command],
                Environment.CurrentDirectory,
                new Dictionary<string, string?>(),
                limit.Token
            );
            return result.ExitCode == 0
                ? result.Output
                : throw Failed([
                    $"It ended with exit code {result.ExitCode}",
                    .. (result with { Output = "" }).LastLines.Select(Shown),
                ]);
        }
        catch (OperationCanceledException)
        {
            throw Failed([$"It did not end within {patience.TotalSeconds:0} seconds"]);
        }
    }

    CredentialsRefreshState Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Failed(["What it printed is no JSON object"]);
            if (!root.TryGetProperty("Version", out var version) || version.ToString() != "1")
                throw Failed(["What it printed has not the Version 1"]);
            var (id, secret) = (Text(root, "AccessKeyId"), Text(root, "SecretAccessKey"));
            if (id is null || secret is null)
                throw Failed([$"What it printed lacks {(id is null ? "AccessKeyId" : "SecretAccessKey")}"]);
            return new(new ImmutableCredentials(id, secret, Text(root, "SessionToken")), End(root));
        }
        catch (JsonException)
        {
            throw Failed([output.Trim().Length == 0 ? "It printed nothing" : "What it printed is not JSON"]);
        }
    }

    DateTime End(JsonElement root)
    {
        if (Text(root, "Expiration") is not { } text)
            return DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            throw Failed(["The Expiration that it printed is no time"]);
        return end > time.GetUtcNow()
            ? end.UtcDateTime
            : throw new BuildException(ProfileFindings.ProcessExpired(profile, end));
    }

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    static string Shown(string line) => string.Concat(line.Where(c => !char.IsControl(c)));

    BuildException Failed(IReadOnlyList<string> why) => new(ProfileFindings.ProcessFailed(profile, why));
}
