using System.Diagnostics;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Build.Tests.Deployment;

namespace Build.Tests.LocalAws.Tool;

/// <summary>The local AWS as a .NET tool of its own.</summary>
public sealed class LocalAwsToolTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Serve_AccountsOfAFile_AreThereForAnyClientAndKeepTheirState()
    {
        folder.Write(
            "accounts.json",
            """
            {
              // The first account manages the others.
              "accounts": [{ "name": "dev", "account": "111111111111", "region": "eu-west-1" }, "222222222222"],
              "organization": "o-0123456789",
            }
            """
        );

        var first = await IdentitiesAsync();
        var second = await IdentitiesAsync("--reset");

        Assert.Equal(["dev 111111111111", "222222222222 222222222222"], first);
        Assert.Equal(first, second);
    }

    /// <summary>Every mistake at once, with its place.</summary>
    [Fact]
    public async Task Start_MistakesInFileAndArguments_NamesEach()
    {
        folder.Write(
            "wrong.json",
            """
            {
              "accounts": [{ "name": "a b", "account": "1" }, { "account": "111111111111", "region": "Ireland" }, 5],
              "managementAccount": "333333333333", "organisation": "o-0123456789",
              "serviceControlPolicies": [{ "name": "P", "policy": { "Statement": 1 }, "accounts": ["444444444444"] }]
            }
            """
        );

        var (exitCode, _, errors) = await EndAsync(Start("wrong.json"));
        var wrongArguments = await EndAsync(Start("--port=http", "--resett", "missing.json"));

        Assert.Equal((2, 2), (exitCode, wrongArguments.ExitCode));
        Assert.All(
            [
                "$.accounts[0].name",
                "$.accounts[0].account",
                "$.accounts[1].region",
                "$.accounts[2]",
                "$.managementAccount",
                "$.organisation",
                "$.serviceControlPolicies[0].policy",
                "$.serviceControlPolicies[0].accounts[0]",
            ],
            place => Assert.Contains(place + " ", errors, StringComparison.Ordinal)
        );
        Assert.Contains("'--port=http'", wrongArguments.Errors, StringComparison.Ordinal);
        Assert.Contains("'--resett'", wrongArguments.Errors, StringComparison.Ordinal);
    }

    /// <summary>What each profile's administrator is, asked of the served local AWS.</summary>
    async Task<IReadOnlyList<string>> IdentitiesAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        try
        {
            var variables = new Dictionary<string, string>();
            while (
                await process.StandardOutput.ReadLineAsync(Cancellation) is { } line
                && !line.StartsWith("Profiles of", StringComparison.Ordinal)
            )
                if (line.Split("  export ") is [_, var export])
                    variables[export.Split('=', 2)[0]] = export.Split('=', 2)[1];
            var file = new SharedCredentialsFile(variables["AWS_SHARED_CREDENTIALS_FILE"]);
            var answers = new List<string>();
            foreach (var profile in file.ListProfiles())
            {
                using var sts = new AmazonSecurityTokenServiceClient(
                    new BasicAWSCredentials(profile.Options.AccessKey, profile.Options.SecretKey),
                    new AmazonSecurityTokenServiceConfig
                    {
                        ServiceURL = variables["AWS_ENDPOINT_URL"],
                        AuthenticationRegion = "eu-west-1",
                    }
                );
                var identity = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancellation);
                answers.Add($"{profile.Name} {identity.Account}");
            }
            return answers;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }
    }

    Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                    ? Environment.ProcessPath
                    : "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "local-aws.dll"), .. arguments]
            )
            {
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(Cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, output, await errors);
        }
    }
}
