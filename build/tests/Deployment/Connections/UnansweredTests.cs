using System.Net;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment;
using Deployment.Credentials;
using static Build.Tests.Deployment.Connections.ScriptedEndpoint;

namespace Build.Tests.Deployment.Connections;

/// <summary>Endpoints that do not answer as AWS does, asked by the real STS client: a word soon, an end in time, and a finding that says why.</summary>
public sealed class UnansweredTests
{
    const string Xml = "text/xml";

    static readonly TimeSpan word = TimeSpan.FromSeconds(5);

    /// <summary>28 seconds of asking, and a wait that the clock takes a slow wire for.</summary>
    static readonly TimeSpan end = TimeSpan.FromSeconds(33);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string> Endpoints =>
        new()
        {
            { "silent", ThenSilence, "AwsUnreachable", "no answer" },
            {
                "head, then silence",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + ThenSilence,
                "AwsUnreachable",
                "half an answer"
            },
            {
                "half a body, then silence",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<Get" + ThenSilence,
                "AwsUnreachable",
                "half an answer"
            },
            {
                "half a body, then the end",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<Get",
                "AwsUnreachable",
                "cut off"
            },
            { "half a head", "HTTP/1.1 200 OK\r\nContent-Le", "AwsUnreachable", "" },
            { "no body", Answer(200, Xml, ""), "AwsUnreachable", "empty body" },
            { "cut XML", Answer(200, Xml, Caller[^300..^60]), "AwsUnreachable", "cut off" },
            { "cut inside a tag", Answer(200, Xml, "<GetCallerIdentityResponse><Get"), "AwsUnreachable", "cut off" },
            {
                "a captive portal",
                Answer(200, "text/html", "<html><body>Welcome to our network</body></html>"),
                "NotAnAwsAnswer",
                "HTML page"
            },
            {
                "a portal that hides its type",
                Answer(200, Xml, "<!DOCTYPE html><html/>"),
                "NotAnAwsAnswer",
                "HTML page"
            },
            {
                "a redirect to a portal",
                Answer(302, "text/plain", "", "Location: https://portal.example/login?token=s3cr3t\r\n"),
                "NotAnAwsAnswer",
                "portal.example/login, "
            },
            { "a proxy's page", Answer(503, "text/html", "<html>ERR_CONNECT_FAIL</html>"), "NotAnAwsAnswer", "503" },
            {
                "a failure inside AWS",
                Answer(
                    500,
                    Xml,
                    "<ErrorResponse><Error><Code>InternalFailure</Code><Message>It broke</Message></Error></ErrorResponse>"
                ),
                "AwsUnreachable",
                "InternalFailure: It broke"
            },
            { "a bare 502", Answer(502, "text/plain", ""), "AwsUnreachable", "502" },
            { "another protocol", "SSH-2.0-OpenSSH_9.2\r\n", "AwsUnreachable", "" },
            { "a connection that ends", "", "AwsUnreachable", "" },
        };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task OpenAsync_AnEndpointThatNeverAnswers_IsToldSoonAndEndsInTime(
        string endpoint,
        string answer,
        string code,
        string why
    )
    {
        using var server = new ScriptedEndpoint(_ => answer);
        var told = await RunAsync(server.Url, code, why, hangs: answer.EndsWith(ThenSilence, StringComparison.Ordinal));

        Assert.True(told.Count > 1, $"{endpoint} is told {told.Count} times");
        Assert.True(server.Calls > 1, $"{endpoint} is asked {server.Calls} times");
    }

    [Fact]
    public async Task OpenAsync_AnAddressWhereNobodyListens_OpensOnceItIsCorrected()
    {
        using var server = new ScriptedEndpoint(_ => Caller);

        await RunAsync(FreeAddress(), "AwsUnreachable", "connection refused");
        using var session = await OpenAsync(server.Url, new WaitingTime(), [], new WebProxy());

        Assert.Equal("123456789012", session.Identity.Account);
    }

    [Fact]
    public async Task OpenAsync_ANameThatDoesNotResolve_SaysSo() =>
        await RunAsync(new Uri("http://sts.nowhere.invalid"), "AwsUnreachable", "does not resolve");

    [Fact]
    public async Task OpenAsync_ACertificateThatNobodyTrusts_IsNoReasonToAskAgain()
    {
        using var server = new ScriptedEndpoint(_ => Caller, tls: true);

        var told = await RunAsync(server.Url, "UntrustedCertificate", "certificate");

        Assert.Single(told);
    }

    [Fact]
    public async Task OpenAsync_TlsWithAServerThatDoesNotSpeakIt_SaysSo()
    {
        using var server = new ScriptedEndpoint(_ => "HTTP/1.1 400 Bad Request\r\n\r\n");

        await RunAsync(new UriBuilder(server.Url) { Scheme = "https" }.Uri, "AwsUnreachable", "TLS");
    }

    [Fact]
    public async Task OpenAsync_AnEndpointThatComesBack_IsWaitedForAndTold()
    {
        using var server = new ScriptedEndpoint(call => call < 3 ? "" : Caller);
        var clock = new WaitingTime();
        var told = new List<EndpointTrouble>();

        using var session = await OpenAsync(server.Url, clock, told, new WebProxy());

        Assert.Equal("123456789012", session.Identity.Account);
        Assert.StartsWith($"waiting for {server.Url.Authority}: ", told[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_ADeadProxy_IsNamedAndLoopbackNeedsNone()
    {
        var proxy = new WebProxy(new UriBuilder(FreeAddress()) { UserName = "user", Password = "s3cr3t" }.Uri);
        using var server = new ScriptedEndpoint(_ => Caller);
        var clock = new WaitingTime();

        using var session = await OpenAsync(server.Url, clock, [], proxy);
        var told = await RunAsync(
            new Uri("http://sts.eu-west-1.example"),
            "ProxyUnreachable",
            proxy.Address!.Authority,
            proxy
        );

        Assert.All(told, trouble => Assert.DoesNotContain("s3cr3t", trouble.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenAsync_AProxyThatWantsAPassword_IsNamed()
    {
        using var proxy = new ScriptedEndpoint(_ => Answer(407, "text/plain", "no"));

        await RunAsync(
            new Uri("http://sts.eu-west-1.example"),
            "ProxyUnreachable",
            "password",
            new WebProxy(proxy.Url)
        );
    }

    [Fact]
    public async Task OpenAsync_AProxyThatWorks_IsUsedForAwsAlone()
    {
        using var proxy = new ScriptedEndpoint(_ => Caller);

        using var session = await OpenAsync(
            new Uri("http://sts.eu-west-1.example"),
            new WaitingTime(),
            [],
            new WebProxy(proxy.Url)
        );

        Assert.Equal(1, proxy.Calls);
    }

    static async Task<IReadOnlyList<EndpointTrouble>> RunAsync(
        Uri url,
        string code,
        string why,
        IWebProxy? proxy = null,
        bool hangs = false
    )
    {
        var clock = new WaitingTime(hangs);
        var start = clock.GetTimestamp();
        var told = new List<EndpointTrouble>();
        TimeSpan? first = null;

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            OpenAsync(url, clock, told, proxy ?? new WebProxy(), () => first ??= clock.GetElapsedTime(start))
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal(code, finding.Code);
        Assert.Contains(why, Assert.Single(finding.Why), StringComparison.Ordinal);
        Assert.Contains(url.IsDefaultPort ? url.Host : url.Authority, finding.What, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.ToString(), StringComparison.Ordinal);
        Assert.NotNull(finding.Next);
        Assert.True(first <= word, $"the first word came after {first}");
        Assert.True(clock.GetElapsedTime(start) <= end, $"the end came after {clock.GetElapsedTime(start)}");
        return told;
    }

    static Task<Session> OpenAsync(
        Uri url,
        WaitingTime clock,
        List<EndpointTrouble> told,
        IWebProxy proxy,
        Action? onWord = null
    )
    {
        var connections = new AwsConnections(clock, proxy);
        connections.Listen(trouble =>
        {
            onWord?.Invoke();
            lock (told)
                told.Add(trouble);
        });
        var factory = new SessionFactory(new AwsEndpoint(url) { Connections = connections }, clock);
        return clock.WhileAsync(
            factory.OpenAsync(
                new BaseCredentials.AccessKey("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                RoleChain.None,
                "123456789012",
                "eu-west-1",
                "test",
                Cancellation
            )
        );
    }

    /// <summary>An address where nobody listens.</summary>
    static Uri FreeAddress()
    {
        using var server = new ScriptedEndpoint(_ => "");
        return server.Url;
    }
}
