using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using LocalAws.Faults;

namespace Build.Tests.Releases.Credentials;

/// <summary>What the program says of the credentials that it starts with. Nothing waits for an instance's metadata.</summary>
public sealed class BaseCredentialsTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("base-credentials-");
    readonly Strangers metadata = new();

    [Fact]
    public async Task Absent_SaysWhereItLooked() =>
        await FailsAsync(
            new() { ["AWS_ACCESS_KEY_ID"] = "", ["AWS_SECRET_ACCESS_KEY"] = "" },
            "There are no AWS credentials to start from. [NoCredentials]",
            "There are no profiles at all"
        );

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")]
    public async Task HalfAKeyInTheEnvironment_NamesTheOtherHalf(string given, string missing) =>
        await FailsAsync(
            new() { [missing] = "" },
            "incomplete. [IncompleteCredentials]",
            $"{given} is set, {missing} is not"
        );

    [Theory]
    [InlineData("aws_access_key_id = AKIAIOSFODNN7EXAMPLE", "aws_access_key_id is set, aws_secret_access_key is not")]
    [InlineData("aws_secret_access_key = x", "aws_secret_access_key is set, aws_access_key_id is not")]
    [InlineData("region = eu-west-1", "neither keys nor a role")]
    public async Task HalfAProfile_NamesWhatIsMissing(string line, string expected) =>
        await FailsAsync(Profile(line), "of profile half are incomplete. [IncompleteCredentials]", expected);

    [Fact]
    public async Task ATokenWithoutItsRole_NamesTheRole() =>
        await FailsAsync(
            new()
            {
                ["AWS_ACCESS_KEY_ID"] = "",
                ["AWS_SECRET_ACCESS_KEY"] = "",
                ["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token",
            },
            "incomplete. [IncompleteCredentials]",
            "AWS_ROLE_ARN is not"
        );

    [Fact]
    public async Task Expired_SaysSoAndHowToRenewThem()
    {
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Faults = [new InjectedFault(FaultKind.ExpiredToken) { Probability = 1 }] },
            }
        );
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        using var program = new BuildProgram
        {
            Variables = Variables(
                new()
                {
                    ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                    ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                    ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                }
            ),
        };

        Said(
            program.Run("--target=Credentials", "--environment=account1", "--purpose=deploy"),
            "have expired. [ExpiredCredentials]",
            "AWS_SESSION_TOKEN again"
        );
    }

    [Fact]
    public async Task WrongAccount_NamesBoth()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var key = world.Server.AdministratorOf(LocalWorld.Second);
        using var program = new BuildProgram
        {
            Variables = Variables(
                new()
                {
                    ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                    ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
                    ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
                }
            ),
        };

        var run = program.Run("--target=Deploy", "--exclusive");

        Said(
            run,
            "the credentials are for account 222222222222, not for 123456789012. [WrongAccount]",
            "administrator"
        );
    }

    async Task FailsAsync(Dictionary<string, string> variables, params string[] expected)
    {
        await using var world = await CredentialsWorld.StartAsync(Variables(variables));

        Said(world.Program.Run("--target=Credentials", "--environment=account1", "--purpose=deploy"), expected);
    }

    void Said(ProgramRun run, params string[] expected)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Errors, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Next: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, metadata.Calls);
    }

    Dictionary<string, string> Profile(string line)
    {
        var file = Path.Combine(folder.FullName, "credentials");
        File.WriteAllText(file, $"[half]\n{line}\n");
        return new()
        {
            ["AWS_ACCESS_KEY_ID"] = "",
            ["AWS_SECRET_ACCESS_KEY"] = "",
            ["AWS_SHARED_CREDENTIALS_FILE"] = file,
            ["AWS_PROFILE"] = "half",
        };
    }

    /// <summary>What would ask the metadata service asks, and shows, here.</summary>
    Dictionary<string, string> Variables(Dictionary<string, string> own) =>
        new(own) { ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata.Url };

    public void Dispose()
    {
        metadata.Dispose();
        folder.Delete(recursive: true);
    }
}
