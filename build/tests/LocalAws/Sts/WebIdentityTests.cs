using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Build.Tests.LocalAws.Sts;

public sealed class WebIdentityTests : IDisposable
{
    const string Issuer = "https://token.example.com";
    const string Role = "arn:aws:iam::111111111111:role/ci";
    readonly IdentityProvider _provider = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AssumeRoleWithWebIdentity_TrustedSubject_GivesASession()
    {
        await using var world = await StartAsync(Issuer);
        using var sts = world.Sts(new AnonymousAWSCredentials());

        var assumed = await sts.AssumeRoleWithWebIdentityAsync(Request(Token(Issuer)), Cancellation);
        using var session = world.Sts(assumed.Credentials);
        var identity = await session.GetCallerIdentityAsync(new(), Cancellation);

        Assert.Equal("arn:aws:sts::111111111111:assumed-role/ci/build", identity.Arn);
        Assert.Equal("repo:owner/name", assumed.SubjectFromWebIdentityToken);
        Assert.Equal("sts.amazonaws.com", assumed.Audience);
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_IssuerOnThisMachine_IsAskedForItsKeys()
    {
        using var listener = new HttpListener();
        var port = FreePort();
        var issuer = $"http://127.0.0.1:{port}";
        listener.Prefixes.Add(issuer + "/");
        listener.Start();
        var serving = ServeAsync(listener, issuer);
        await using var world = await StartAsync(issuer);
        using var sts = world.Sts(new AnonymousAWSCredentials());

        var assumed = await sts.AssumeRoleWithWebIdentityAsync(Request(Token(issuer)), Cancellation);
        await serving;

        Assert.Equal("repo:owner/name", assumed.SubjectFromWebIdentityToken);
    }

    [Fact]
    public async Task AssumeRoleWithWebIdentity_OtherSubject_IsNotAuthorized() =>
        Assert.Equal("AccessDenied", await RefusedAsync(Token(Issuer, subject: "repo:other/name")));

    [Fact]
    public async Task AssumeRoleWithWebIdentity_OtherAudience_IsAnInvalidToken() =>
        Assert.Equal("InvalidIdentityToken", await RefusedAsync(Token(Issuer, audience: "other")));

    [Fact]
    public async Task AssumeRoleWithWebIdentity_PastItsExpiration_IsExpired() =>
        Assert.Equal("ExpiredTokenException", await RefusedAsync(Token(Issuer, validSeconds: -1)));

    [Fact]
    public async Task AssumeRoleWithWebIdentity_UnknownIssuer_IsAnInvalidToken() =>
        Assert.Equal("InvalidIdentityToken", await RefusedAsync(Token("https://other.example.com")));

    [Fact]
    public async Task AssumeRoleWithWebIdentity_ClaimsChangedAfterSigning_IsAnInvalidToken()
    {
        var token = Token(Issuer, subject: "repo:other/name").Split('.');
        var trusted = Token(Issuer).Split('.');

        Assert.Equal("InvalidIdentityToken", await RefusedAsync($"{token[0]}.{trusted[1]}.{token[2]}"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    public async Task AssumeRoleWithWebIdentity_NotAToken_IsAnInvalidToken(string token) =>
        Assert.Equal("InvalidIdentityToken", await RefusedAsync(token));

    public void Dispose() => _provider.Dispose();

    async Task<string> RefusedAsync(string token)
    {
        await using var world = await StartAsync(Issuer);
        using var sts = world.Sts(new AnonymousAWSCredentials());
        var error = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() =>
            sts.AssumeRoleWithWebIdentityAsync(Request(token), Cancellation)
        );
        return error.ErrorCode;
    }

    async Task<LocalWorld> StartAsync(string issuer)
    {
        var keys = new Dictionary<string, string> { [Issuer] = _provider.KeySet() };
        var world = await LocalWorld.StartAsync(options => options with { WebIdentityKeys = keys });
        using var iam = new QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(
            LocalWorld.First,
            "CreateOpenIDConnectProvider",
            ("Url", issuer),
            ("ClientIDList.member.1", "sts.amazonaws.com")
        );
        var name = issuer[(issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];
        await iam.CallAsync(
            LocalWorld.First,
            "CreateRole",
            ("RoleName", "ci"),
            (
                "AssumeRolePolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111111111111:oidc-provider/{{name}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"{{name}}:sub":"repo:owner/name","{{name}}:aud":"sts.amazonaws.com"} } }]}
                """
            )
        );
        return world;
    }

    async Task ServeAsync(HttpListener listener, string issuer)
    {
        foreach (var answer in new[] { $$"""{"jwks_uri":"{{issuer}}/keys"}""", _provider.KeySet() })
        {
            var context = await listener.GetContextAsync();
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer), Cancellation);
            context.Response.Close();
        }
    }

    string Token(
        string issuer,
        string subject = "repo:owner/name",
        string audience = "sts.amazonaws.com",
        int validSeconds = 300
    ) => _provider.Token(issuer, subject, audience, validSeconds);

    static AssumeRoleWithWebIdentityRequest Request(string token) =>
        new()
        {
            RoleArn = Role,
            RoleSessionName = "build",
            WebIdentityToken = token,
        };

    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
