using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.Sts;

namespace Build.Tests.Releases.Credentials;

/// <summary>Base credentials that are not keys: what a container and what a CI service is given.</summary>
public sealed class BaseSourceTests : IDisposable
{
    const string Issuer = "https://token.example.com";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("base-source-");
    readonly IdentityProvider provider = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("automatic")]
    [InlineData("container")]
    public async Task Container_ItsRole_IsWhatTheChainStartsFrom(string source)
    {
        await using var world = await LocalWorld.StartAsync();
        using var container = new HttpListener();
        var url = $"http://127.0.0.1:{FreePort()}/";
        container.Prefixes.Add(url);
        container.Start();
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        var served = ServeAsync(
            container,
            new JsonObject
            {
                ["AccessKeyId"] = key.AccessKeyId,
                ["SecretAccessKey"] = key.SecretAccessKey,
                ["Expiration"] = DateTime.UtcNow.AddHours(1).ToString("s") + "Z",
            }
        );

        var run = Ask(world, source, ("AWS_CONTAINER_CREDENTIALS_FULL_URI", url));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.NotEmpty(JsonNode.Parse(run.Output)!["SessionToken"]!.GetValue<string>());
        container.Stop();
        await served;
    }

    [Theory]
    [InlineData("automatic")]
    [InlineData("webIdentity")]
    public async Task WebIdentity_TheRoleThatTheTokenIsFor_IsNamedAfterTheBuildAndMayBeRefused(string source)
    {
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                WebIdentityKeys = new Dictionary<string, string> { [Issuer] = provider.KeySet() },
            }
        );
        await MakeRoleAsync(world);
        var token = Path.Combine(folder.FullName, "token");
        await File.WriteAllTextAsync(
            token,
            provider.Token(Issuer, "repo:owner/name", "sts.amazonaws.com", 300),
            Cancellation
        );

        var run = Ask(
            world,
            source,
            ("AWS_WEB_IDENTITY_TOKEN_FILE", token),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/ci")
        );

        // The role may do nothing, which says who it is.
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Caller arn:aws:sts::123456789012:assumed-role/ci/github-octocat-42: AccessDenied",
            run.Errors,
            StringComparison.Ordinal
        );
    }

    static ProgramRun Ask(LocalWorld world, string source, params (string Name, string Value)[] own)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_CONFIG_FILE"] = "/no/config",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials",
            ["GITHUB_RUN_ID"] = "42",
            ["GITHUB_ACTOR"] = "octocat",
        };
        foreach (var (name, value) in own)
            variables[name] = value;
        using var program = new BuildProgram { Variables = variables };
        var settings = JsonNode.Parse(program.Settings)!;
        settings["credentials"]!["base"] = source;
        program.Settings = settings.ToJsonString();
        return program.Run("--target=Credentials", "--environment=account1", "--purpose=bootstrap");
    }

    static async Task MakeRoleAsync(LocalWorld world)
    {
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateOpenIDConnectProvider",
            ("Url", Issuer),
            ("ClientIDList.member.1", "sts.amazonaws.com")
        );
        await iam.CallAsync(
            LocalWorld.Management,
            "CreateRole",
            ("RoleName", "ci"),
            (
                "AssumeRolePolicyDocument",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":
                "arn:aws:iam::123456789012:oidc-provider/token.example.com"},"Action":"sts:AssumeRoleWithWebIdentity",
                "Condition":{"StringEquals":{"token.example.com:sub":"repo:owner/name",
                "token.example.com:aud":"sts.amazonaws.com"}}}]}
                """
            )
        );
    }

    static async Task ServeAsync(HttpListener container, JsonObject credentials)
    {
        try
        {
            while (true)
            {
                var context = await container.GetContextAsync();
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(credentials.ToJsonString()));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // It is stopped.
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        provider.Dispose();
        folder.Delete(recursive: true);
    }
}
