using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Build.Tests.Build;
using Build.Tests.LocalAws;

namespace Build.Tests.Releases.Credentials;

/// <summary>The face for other tools: a line of JSON on standard output, or nothing there and the reason on standard error.</summary>
public sealed class CredentialsTargetTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("--verbosity=Diagnostic")]
    public async Task Credentials_ReadOnly_PrintsTheRolesSessionAndNothingElse(params string[] more)
    {
        await using var world = await CredentialsWorld.StartAsync();
        await world.MakeReadOnlyRolesAsync();

        var run = world.Program.Run([.. Ask("account2", "read-only"), .. more]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var json = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal(
            ["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"],
            json.Select(property => property.Key)
        );
        Assert.Equal(1, json["Version"]!.GetValue<int>());
        var expiry = DateTimeOffset.Parse(json["Expiration"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        Assert.InRange(expiry - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
        Assert.Equal(
            "arn:aws:sts::222222222222:assumed-role/cdk-readOnlyRole/github-octocat-42",
            await CallerAsync(world, json)
        );
        Assert.DoesNotContain(json["SecretAccessKey"]!.GetValue<string>(), run.Errors, StringComparison.Ordinal);
        if (more.Length == 0)
            Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task Credentials_Bootstrap_IsTheEndOfItsChain()
    {
        await using var world = await CredentialsWorld.StartAsync();

        var run = world.Program.Run(Ask("account1", "bootstrap"));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(
            "arn:aws:sts::111111111111:assumed-role/OrganizationAccountAccessRole/github-octocat-42",
            await CallerAsync(world, JsonNode.Parse(run.Output)!)
        );
    }

    [Fact]
    public async Task Credentials_AnotherRole_EndsThere()
    {
        await using var world = await CredentialsWorld.StartAsync();

        var run = world.Program.Run([.. Ask("account1", "deploy"), "--role=OrganizationAccountAccessRole"]);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains(
            ":assumed-role/OrganizationAccountAccessRole/",
            await CallerAsync(world, JsonNode.Parse(run.Output)!),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("read-only", "cdk-readOnlyRole")]
    [InlineData("lookup", "cdk-hnb659fds-lookup-role-111111111111-eu-west-1")]
    [InlineData("deploy", "cdk-hnb659fds-deploy-role-111111111111-eu-west-1")]
    [InlineData("publish", "cdk-hnb659fds-file-publishing-role-111111111111-eu-west-1")]
    public async Task Credentials_RoleThatIsMissing_NamesItAndPrintsNoOtherCredentials(string purpose, string role)
    {
        await using var world = await CredentialsWorld.StartAsync();

        var run = world.Program.Run(Ask("account1", purpose));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            $"Role arn:aws:iam::111111111111:role/{role} was not assumed. [AssumeRoleFailed]",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("--target=Bootstrap --environment=account1", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_EnvironmentInTheCicdAccountAndRegion_IsKnownByItsOwnName()
    {
        await using var world = await CredentialsWorld.StartAsync();
        world.Program.Settings = world.Program.Settings.Replace(
            "\"account\": \"222222222222\", \"region\": \"us-east-1\"",
            "\"account\": \"123456789012\", \"region\": \"eu-west-1\"",
            StringComparison.Ordinal
        );

        var run = world.Program.Run(Ask("account2", "deploy"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            "Role arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-eu-west-1 was not assumed",
            run.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("--environment=account2", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_WhereOnlyBaseCredentialsLeadIn_HandsThemToNobody()
    {
        await using var world = await CredentialsWorld.StartAsync();

        var run = world.Program.Run(Ask("cicd", "bootstrap"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("[NoRole]", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_NothingAskedFor_SaysBothAndExits2()
    {
        using var program = new BuildProgram();

        var run = program.Run("--target=Credentials");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--environment is missing", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--purpose is missing", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_UnknownPurpose_NamesTheCloseOneAndExits2()
    {
        using var program = new BuildProgram();

        var run = program.Run(Ask("account1", "readonly"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("did you mean --purpose=read-only?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_Local_JoinsTheLocalAwsThatIsServed()
    {
        Interrupts.SkipWhereIgnored();
        using var program = new BuildProgram();
        using var server = program.Start("--target=LocalAws");
        while (await server.StandardOutput.ReadLineAsync(Cancellation) is { } line)
            if (line.StartsWith("Profiles of", StringComparison.Ordinal))
                break;

        var run = program.Run([.. Ask("account1", "bootstrap"), "--local"]);
        Interrupts.Send(server);
        await server.WaitForExitAsync(Cancellation);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.NotEmpty(JsonNode.Parse(run.Output)!["SessionToken"]!.GetValue<string>());
    }

    static string[] Ask(string environment, string purpose) =>
        ["--target=Credentials", $"--environment={environment}", $"--purpose={purpose}"];

    static async Task<string> CallerAsync(CredentialsWorld world, JsonNode json)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new SessionAWSCredentials(
                json["AccessKeyId"]!.GetValue<string>(),
                json["SecretAccessKey"]!.GetValue<string>(),
                json["SessionToken"]!.GetValue<string>()
            ),
            world.World.Endpoint.Configure(new AmazonSecurityTokenServiceConfig(), "eu-west-1")
        );
        return (await sts.GetCallerIdentityAsync(new(), Cancellation)).Arn;
    }
}
