using System.Diagnostics;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>Runs a client that the project did not write, as an account's administrator of a local AWS.</summary>
static class CommandLine
{
    public sealed record Outcome(int ExitCode, string Output);

    public static async Task<Outcome> RunAsync(
        LocalWorld world,
        string account,
        string home,
        string program,
        params string[] arguments
    ) => await RunAsync(world, account, home, program, arguments, new Dictionary<string, string>());

    public static async Task<Outcome> RunAsync(
        LocalWorld world,
        string account,
        string home,
        string program,
        string[] arguments,
        IReadOnlyDictionary<string, string> variables
    )
    {
        using var strangers = new Strangers();
        var key = world.Server.AdministratorOf(account);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                ["AWS_REGION"] = "eu-west-1",
                ["AWS_DEFAULT_REGION"] = "eu-west-1",
                ["AWS_CONFIG_FILE"] = Path.Combine(home, "no-config"),
                ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(home, "no-credentials"),
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_PAGER"] = "",
                ["HTTP_PROXY"] = strangers.Url,
                ["HTTPS_PROXY"] = strangers.Url,
                ["http_proxy"] = strangers.Url,
                ["https_proxy"] = strangers.Url,
                ["NO_PROXY"] = world.Server.Endpoint.Host,
                ["no_proxy"] = world.Server.Endpoint.Host,
                ["CDK_HOME"] = home,
                ["CDK_DISABLE_VERSION_CHECK"] = "1",
                ["CDK_DISABLE_CLI_TELEMETRY"] = "true",
                ["CI"] = "true",
            },
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            var text = await output + await errors;
            Assert.True(strangers.Calls == 0, $"{program} called something besides the local AWS:\n{text}");
            return new Outcome(process.ExitCode, text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
