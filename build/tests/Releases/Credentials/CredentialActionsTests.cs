using System.Text.RegularExpressions;
using System.Xml.Linq;
using Build.Tests.Build;
using Build.Tests.Findings;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Deployment;
using Releases;

namespace Build.Tests.Releases.Credentials;

/// <summary>What the program says is to be done about credentials, done to the letter.</summary>
public sealed partial class CredentialActionsTests : IAsyncLifetime
{
    static readonly string[] ask = ["--target=Credentials", "--environment=account1", "--purpose=bootstrap"];

    readonly ShiftedClock clock = new();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("credential-actions-");
    LocalWorld world = null!;

    string Config => Path.Combine(folder.FullName, "config");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        world = await LocalWorld.StartAsync(options => options with { Address = clock.Address, Clock = clock });

    /// <summary>Nothing to start from, and a profile that is not there.</summary>
    [Theory]
    [InlineData]
    [InlineData("--profile=othre")]
    public void NoCredentials_AProfileThatThereIs_IsWhatToStartFrom(params string[] more)
    {
        WriteProfiles("");

        var finding = PrintedFindings.Single(Run([], [.. ask, .. more]));
        var option = Option().Match(finding.Next!).Value.Replace("<name>", "other", StringComparison.Ordinal);

        Assert.Equal(FindingCodes.NoCredentials, finding.Code);
        AssertMended(Run([], [.. ask, option]));
    }

    [Fact]
    public void IncompleteCredentials_TheOtherHalfOfThePair_CompletesThem()
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        Dictionary<string, string> variables = new() { ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId };

        var finding = PrintedFindings.Single(Run(variables, ask));
        variables[Export().Match(finding.Next!).Groups["name"].Value] = key.SecretAccessKey;

        Assert.Equal(FindingCodes.IncompleteCredentials, finding.Code);
        AssertMended(Run(variables, ask));
    }

    [Fact]
    public async Task IncompleteCredentials_ASourceForTheProfilesRole_CompletesThem()
    {
        InstalledAwsCli.SkipWithout();
        WriteProfiles(
            $"[profile half]\nregion = eu-west-1\nrole_arn = arn:aws:iam::{LocalWorld.Management}:role/half\n"
        );
        await MakeRoleAsync("half");

        var finding = PrintedFindings.Single(Run([], [.. ask, "--profile=half"]));
        await FollowAsync(finding.Next!.Replace("<name>", "other", StringComparison.Ordinal));

        Assert.Equal(FindingCodes.IncompleteCredentials, finding.Code);
        AssertMended(Run([], [.. ask, "--profile=half"]));
    }

    [Fact]
    public async Task ExpiredCredentials_TheVariablesSetAnew_AreTaken()
    {
        await MakeRoleAsync("operator");
        clock.Ahead = TimeSpan.FromHours(-2);
        var expired = await SessionAsync();
        clock.Ahead = TimeSpan.Zero;

        var finding = PrintedFindings.Single(Run(expired, ask));
        var mended = Run(await SessionAsync(), ask);

        Assert.Equal(FindingCodes.ExpiredCredentials, finding.Code);
        Assert.All(expired.Keys, name => Assert.Contains(name, finding.Next, StringComparison.Ordinal));
        AssertMended(mended);
    }

    /// <summary>The profile starts the target, which starts from the profile.</summary>
    [Fact]
    public void CredentialsLoop_AProfileToStartFrom_EndsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell starts the process.");
        using var program = Program(new() { ["AWS_PROFILE"] = "loop" });
        var dotnet = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", "dotnet");
        var process =
            $"[profile loop]\nregion = eu-west-1\ncredential_process = {dotnet} exec {typeof(Program).Assembly.Location}"
            + $" --working={program.Root} {string.Join(' ', ask)}";
        WriteProfiles($"{process}\n");

        var run = program.Run(ask);
        var said = Loop().Match(run.Errors);
        WriteProfiles(
            $"{process} {said.Groups["option"].Value.Replace("<name>", "other", StringComparison.Ordinal)}\n"
        );
        var mended = program.Run(ask);

        Assert.Equal(1, run.ExitCode);
        Assert.True(said.Success, run.Errors);
        // The process has given credentials, which are not those that the chain begins with.
        Assert.DoesNotContain("CredentialsLoop", mended.Errors, StringComparison.Ordinal);
        Assert.Contains(
            $"Caller arn:aws:sts::{LocalWorld.First}:assumed-role/OrganizationAccountAccessRole/",
            mended.Errors + mended.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task NoRole_ARoleThatIsNamed_IsAssumed()
    {
        WriteProfiles("");
        await MakeRoleAsync("operator");
        string[] cicd = ["--target=Credentials", "--environment=cicd", "--purpose=bootstrap", "--profile=other"];

        var finding = PrintedFindings.Single(Run([], cicd));
        var option = finding.Next!.Split("or name a role: ")[1];

        Assert.Equal(ReleaseCodes.NoRole, finding.Code);
        AssertMended(Run([], [.. cicd, option.Replace("<name or ARN>", "operator", StringComparison.Ordinal)]));
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null)
            await world.DisposeAsync();
        folder.Delete(recursive: true);
    }

    static void AssertMended(ProgramRun run) => Assert.True(run.ExitCode == 0, run.Output + run.Errors);

    /// <summary>Profile other is the management account's administrator.</summary>
    void WriteProfiles(string more)
    {
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        File.WriteAllText(
            Config,
            $"[profile other]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n{more}"
        );
    }

    /// <summary>Environment variables with a session of a role, for the shortest time that there is.</summary>
    async Task<Dictionary<string, string>> SessionAsync()
    {
        var answer = await CallAsync(
            "sts",
            "2011-06-15",
            "AssumeRole",
            ("RoleArn", $"arn:aws:iam::{LocalWorld.Management}:role/operator"),
            ("RoleSessionName", "test"),
            ("DurationSeconds", "900")
        );
        return new()
        {
            ["AWS_ACCESS_KEY_ID"] = QueryClient.Text(answer, "AccessKeyId"),
            ["AWS_SECRET_ACCESS_KEY"] = QueryClient.Text(answer, "SecretAccessKey"),
            ["AWS_SESSION_TOKEN"] = QueryClient.Text(answer, "SessionToken"),
        };
    }

    /// <summary>A role that everyone in the management account may assume.</summary>
    async Task MakeRoleAsync(string name)
    {
        await CallAsync(
            "iam",
            "2010-05-08",
            "CreateRole",
            ("RoleName", name),
            (
                "AssumeRolePolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{{LocalWorld.Management}}}"},"Action":"sts:AssumeRole"}]}"""
            )
        );
        await CallAsync(
            "iam",
            "2010-05-08",
            "PutRolePolicy",
            ("RoleName", name),
            ("PolicyName", "all"),
            (
                "PolicyDocument",
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}"""
            )
        );
    }

    /// <summary>A call at the world's time.</summary>
    async Task<XElement> CallAsync(
        string service,
        string version,
        string action,
        params (string Name, string Value)[] parameters
    )
    {
        var form = string.Join(
            '&',
            parameters
                .Append(("Version", version))
                .Append(("Action", action))
                .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}")
        );
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.Management));
        using var client = new HttpClient();
        using var answer = await client.SendAsync(
            SignedRequest.Form(world.Server.Endpoint, key, clock.GetUtcNow(), service, form).ToMessage(),
            Cancellation
        );
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return XElement.Parse(text);
    }

    async Task FollowAsync(string command)
    {
        var outcome = await CommandLine.RunAsync(
            world,
            LocalWorld.Management,
            folder.FullName,
            "env",
            $"AWS_CONFIG_FILE={Config}",
            "/bin/sh",
            "-c",
            command
        );
        Assert.True(outcome.ExitCode == 0, command + outcome.Output);
    }

    ProgramRun Run(Dictionary<string, string> variables, string[] arguments)
    {
        using var program = Program(variables);
        return program.Run(arguments);
    }

    BuildProgram Program(Dictionary<string, string> variables) =>
        new()
        {
            Variables = new Dictionary<string, string>(variables)
            {
                ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
                ["AWS_CONFIG_FILE"] = Config,
                ["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };

    [GeneratedRegex("--profile=<name>")]
    private static partial Regex Option();

    [GeneratedRegex("export (?<name>[A-Z_]+)")]
    private static partial Regex Export();

    [GeneratedRegex(@"\[CredentialsLoop\](.|\n)*?in credential_process: (?<option>--profile=<name>)")]
    private static partial Regex Loop();
}
