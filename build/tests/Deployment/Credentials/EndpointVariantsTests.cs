using System.Diagnostics;
using Build.Tests.Build;
using Deployment.Credentials.Profiles;

namespace Build.Tests.Deployment.Credentials;

/// <summary>Whether FIPS and dual-stack endpoints are called: by the environment, else by the profile that the run starts from.</summary>
public sealed class EndpointVariantsTests : IDisposable
{
    const string Profiles = """
        [default]
        use_dualstack_endpoint = true
        [plain]
        region = us-east-1
        [gov]
        use_fips_endpoint = true
        [both]
        use_fips_endpoint = True
        use_dualstack_endpoint = true
        """;

    readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(null, "", "default", false, true)]
    [InlineData(null, "AWS_PROFILE=gov", "gov", true, false)]
    [InlineData("plain", "AWS_PROFILE=both", "the chosen one", false, false)]
    [InlineData("gov", "", "the chosen one", true, false)]
    [InlineData("both", "", "the chosen one", true, true)]
    [InlineData("both", "AWS_USE_FIPS_ENDPOINT=false", "the environment first", false, true)]
    [InlineData("plain", "AWS_USE_FIPS_ENDPOINT=true AWS_USE_DUALSTACK_ENDPOINT=true", "the environment", true, true)]
    [InlineData("no-such", "AWS_PROFILE=both", "none", false, false)]
    public void Read_EnvironmentAndProfile_AreHeededInAwssOrder(
        string? profile,
        string variables,
        string why,
        bool fips,
        bool dualStack
    )
    {
        var given = variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(variable => variable.Split('=')[0], variable => variable.Split('=')[1]);

        var found = EndpointVariants.Read(profile, folder.Write("profiles", Profiles), given.GetValueOrDefault);

        Assert.True(found == new EndpointVariants(fips, dualStack), $"{why}: {found}");
    }

    /// <summary>A proxy that does not answer: the program names whom it wants to reach by it.</summary>
    [Fact]
    public async Task Program_ProfileThatAsksForFips_CallsFipsEndpoints()
    {
        using var program = new BuildProgram
        {
            Variables = new Dictionary<string, string>
            {
                ["AWS_CONFIG_FILE"] = "/no/config",
                ["AWS_SHARED_CREDENTIALS_FILE"] = folder.Write(
                    "credentials",
                    $"{Profiles}\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"
                ),
                ["HTTPS_PROXY"] = "http://127.0.0.1:1",
            },
        };
        using var process = program.Start(
            "--target=Credentials",
            "--environment=account1",
            "--purpose=deploy",
            "--profile=both"
        );

        var line = await FirstTroubleAsync(process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("waiting for sts-fips.eu-west-1.api.aws: ", line, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    static async Task<string> FirstTroubleAsync(Process process)
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("waiting for", StringComparison.Ordinal))
                return line;
        }
        return "nothing was waited for";
    }
}
