using Build.Tests.Deployment.Connections;
using Build.Tests.LocalAws;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment;
using Deployment.Credentials;

namespace Build.Tests.Releases.Credentials;

/// <summary>Profiles that lead to no credentials, each said with its name, and those that do although others are broken.</summary>
public sealed class ProfileTests : IDisposable
{
    const string Keys = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s3cr3t\n";
    const string Role = "role_arn = arn:aws:iam::111111111111:role/OrganizationAccountAccessRole\n";

    readonly string file = Path.GetTempFileName();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Profiles =>
        new()
        {
            {
                $"[p]\n{Role}source_profile = gone\n[other]\n{Keys}",
                "InvalidProfile",
                "names source_profile gone, which is not there"
            },
            { $"[p]\n{Role}source_profile = q\n[q]\n{Role}source_profile = p\n", "InvalidProfile", "p -> q -> p" },
            {
                $"[p]\n{Role}source_profile = q\n[q]\n{Role}source_profile = r\n[r]\n{Role}source_profile = q\n",
                "InvalidProfile",
                "q -> r -> q"
            },
            { $"[p]\n{Role}source_profile = p\n", "IncompleteCredentials", "neither keys nor a role" },
            { $"[p]\n{Role}", "IncompleteCredentials", "nothing to assume it with" },
            {
                $"[p]\n{Role}source_profile = q\ncredential_source = Environment\n[q]\n{Keys}",
                "InvalidProfile",
                "both a source_profile and a credential_source"
            },
            {
                $"[p]\n{Role}credential_source = Environment\n",
                "NoCredentials",
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY not set"
            },
            {
                $"[p]\n{Role}credential_source = EcsContainer\n",
                "NoCredentials",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI not set"
            },
            { $"[p]\n{Role}credential_source = Vault\n", "InvalidProfile", "credential_source Vault, which is none" },
            {
                $"[p]\n{Role}source_profile = q\nmfa_serial = arn:aws:iam::1:mfa/me\n[q]\n{Keys}",
                "MfaRequired",
                "needs a code of arn:aws:iam::1:mfa/me"
            },
            { "[p]\nlogin_session = arn:aws:iam::1:user/me\n", "UnsupportedProfile", "aws login" },
            {
                "[p]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\n",
                "IncompleteCredentials",
                "sso_account_id, sso_role_name not set"
            },
            {
                "[p]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n",
                "IncompleteCredentials",
                "sso_region, sso_start_url not set"
            },
            {
                "[p]\nsso_start_url = https://nowhere.invalid/start\nsso_region = eu-west-1\nsso_account_id = 111111111111\nsso_role_name = r\n",
                "ExpiredCredentials",
                "sign-in of profile p has expired, or there was none"
            },
            {
                $"[p]\naws_access_key_id AKIAIOSFODNN7EXAMPLE\naws_secret_access_key s3cr3t\n",
                "InvalidProfile",
                "line 2"
            },
            { "[p]\ncredential_process = exit 3\n", "CredentialProcessFailed", "exit code 3" },
            {
                "[p]\ncredential_process = echo not signed in >&2; exit 1\n",
                "CredentialProcessFailed",
                "not signed in"
            },
            { "[p]\ncredential_process = echo s3cr3t\n", "CredentialProcessFailed", "not JSON" },
            { "[p]\ncredential_process = true\n", "CredentialProcessFailed", "printed nothing" },
            { "[p]\ncredential_process = echo '[]'\n", "CredentialProcessFailed", "no JSON object" },
            { "[p]\ncredential_process = echo '{\"Version\":2}'\n", "CredentialProcessFailed", "Version 1" },
            {
                "[p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"a\"}'\n",
                "CredentialProcessFailed",
                "lacks SecretAccessKey"
            },
            { "[p]\ncredential_process = /no/such/program\n", "CredentialProcessFailed", "exit code 127" },
            {
                "[p]\ncredential_process = echo '{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"s3cr3t\",\"Expiration\":\"2020-01-01T00:00:00Z\"}'\n",
                "ExpiredCredentials",
                "2020-01-01"
            },
        };

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task OpenAsync_AProfileThatLeadsNowhere_SaysWhereItsWayEnds(string text, string code, string expected)
    {
        await File.WriteAllTextAsync(file, text, Cancellation);

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            OpenAsync(new Uri("http://127.0.0.1:1"), TimeProvider.System)
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal(code, finding.Code);
        Assert.Contains(expected, finding.ToString(), StringComparison.Ordinal);
        Assert.NotNull(finding.Next);
        Assert.DoesNotContain("s3cr3t", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AProcessThatHangs_IsToldAndEnds()
    {
        await File.WriteAllTextAsync(file, "[p]\ncredential_process = sleep 300\n", Cancellation);
        var clock = new WaitingTime(hangs: true);
        var told = new List<EndpointTrouble>();

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            clock.WhileAsync(OpenAsync(new Uri("http://127.0.0.1:1"), clock, told: told))
        );

        Assert.Contains("did not end within 60 seconds", error.Message, StringComparison.Ordinal);
        Assert.Equal("waiting for the credential_process of profile p: no answer yet", Assert.Single(told).ToString());
    }

    [Fact]
    public async Task OpenAsync_AProfileBesideBrokenOnes_IsNotSpoiltByThem()
    {
        await using var world = await LocalWorld.StartAsync();
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        await File.WriteAllTextAsync(
            file,
            "no section yet\n[cyclic]\nsource_profile = cyclic\nrole_arn = x\n[malformed]\nwhat is this\n[unclosed\nx = y\n"
                + $"[base]\naws_access_key_id = {key.AccessKeyId} # of the administrator\naws_secret_access_key = {key.SecretAccessKey}\n"
                + $"[p]\n{Role}source_profile = base\nrole_session_name = me\n[dangling]\nsource_profile = gone\n",
            Cancellation
        );

        using var session = await OpenAsync(world.Server.Endpoint, TimeProvider.System, LocalWorld.First);

        Assert.Equal("arn:aws:sts::111111111111:assumed-role/OrganizationAccountAccessRole/me", session.Identity.Arn);
    }

    [Fact]
    public async Task OpenAsync_AProcessThatGivesCredentials_IsRunOnceForAllSessions()
    {
        await using var world = await LocalWorld.StartAsync();
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        var runs = file + ".runs";
        await File.WriteAllTextAsync(
            file,
            $"[p]\ncredential_process = echo run >> {runs}; echo '{{\"Version\":1,\"AccessKeyId\":\"{key.AccessKeyId}\",\"SecretAccessKey\":\"{key.SecretAccessKey}\"}}'\n",
            Cancellation
        );
        var factory = new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System);

        for (var i = 0; i < 2; i++)
        {
            using var session = await OpenAsync(factory, LocalWorld.Management);
            Assert.Equal(LocalWorld.Management, session.Identity.Account);
        }

        Assert.Single(await File.ReadAllLinesAsync(runs, Cancellation));
        File.Delete(runs);
    }

    [Fact]
    public async Task OpenAsync_AProfileThatWantsACode_AsksForIt()
    {
        await using var world = await LocalWorld.StartAsync();
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        await File.WriteAllTextAsync(
            file,
            $"[base]\naws_access_key_id = {key.AccessKeyId}\naws_secret_access_key = {key.SecretAccessKey}\n"
                + $"[p]\n{Role}source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n",
            Cancellation
        );
        var asked = new List<string>();
        var factory = new SessionFactory(new AwsEndpoint(world.Server.Endpoint), TimeProvider.System)
        {
            AskForToken = (serial, _) =>
            {
                asked.Add(serial);
                return Task.FromResult("123456");
            },
        };

        using var session = await OpenAsync(factory, LocalWorld.First);

        Assert.Equal(["arn:aws:iam::123456789012:mfa/me"], asked);
    }

    Task<Session> OpenAsync(
        Uri url,
        TimeProvider time,
        string account = LocalWorld.First,
        List<EndpointTrouble>? told = null
    )
    {
        var connections = new AwsConnections(time);
        connections.Listen(trouble => told?.Add(trouble));
        return OpenAsync(new SessionFactory(new AwsEndpoint(url) { Connections = connections }, time), account);
    }

    Task<Session> OpenAsync(SessionFactory factory, string account) =>
        factory.OpenAsync(
            new BaseCredentials.Profile("p", file),
            RoleChain.None,
            account,
            "eu-west-1",
            "test",
            Cancellation
        );

    public void Dispose() => File.Delete(file);
}
