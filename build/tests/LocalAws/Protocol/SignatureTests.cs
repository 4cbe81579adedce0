using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Each part of a signed request, changed after it was signed.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    const string Form = "Action=GetCallerIdentity&Version=2011-06-15";
    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    readonly HttpClient _http = new();
    LocalWorld _world = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    SignedRequest Valid =>
        SignedRequest.GetCallerIdentity(
            _world.Server.Endpoint,
            SignedRequest.Key.Of(_world.Server.AdministratorOf(LocalWorld.First)),
            _clock.GetUtcNow()
        );

    public async ValueTask InitializeAsync() =>
        _world = await LocalWorld.StartAsync(options => options with { Clock = _clock });

    [Fact]
    public async Task Request_AsSigned_IsAnswered()
    {
        var (status, body) = await SendAsync(Valid.ToMessage());

        Assert.Equal(200, status);
        Assert.Contains("user/administrator", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_AnyOfItsDigitsChanged_DoesNotMatch()
    {
        var request = Valid;
        var signature = request.Sign();
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = signature[..i] + (signature[i] == '0' ? '1' : '0') + signature[(i + 1)..];
            await RefusedAsync(request.ToMessage(changed), 403, "SignatureDoesNotMatch");
        }
    }

    [Fact]
    public async Task Body_AnyOfItsBytesChanged_DoesNotMatch()
    {
        var request = Valid;
        var signature = request.Sign();
        for (var i = 0; i < Form.Length; i++)
        {
            var body = Encoding.UTF8.GetBytes(Form);
            body[i] ^= 1;
            await RefusedAsync((request with { Body = body }).ToMessage(signature), 403, "SignatureDoesNotMatch");
        }
    }

    [Fact]
    public async Task Path_Changed_DoesNotMatch() =>
        await RefusedAsync((Valid with { Path = "/other" }).ToMessage(Valid.Sign()), 403, "SignatureDoesNotMatch");

    [Fact]
    public async Task Query_Added_DoesNotMatch() =>
        await RefusedAsync((Valid with { Query = "a=1" }).ToMessage(Valid.Sign()), 403, "SignatureDoesNotMatch");

    [Fact]
    public async Task Method_Changed_DoesNotMatch() =>
        await RefusedAsync((Valid with { Method = "PUT" }).ToMessage(Valid.Sign()), 403, "SignatureDoesNotMatch");

    [Fact]
    public async Task SignedHeader_Changed_DoesNotMatch()
    {
        var other = new Dictionary<string, string>
        {
            ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8",
        };

        await RefusedAsync((Valid with { Headers = other }).ToMessage(Valid.Sign()), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Date_Changed_DoesNotMatch() =>
        await RefusedAsync(
            (Valid with { Time = _clock.GetUtcNow().AddSeconds(1) }).ToMessage(Valid.Sign()),
            403,
            "SignatureDoesNotMatch"
        );

    [Theory]
    [InlineData("us-east-1", "sts")]
    [InlineData("eu-west-1", "iam")]
    public async Task Scope_Changed_DoesNotMatch(string region, string service) =>
        await RefusedAsync(
            (Valid with { Region = region, Service = service }).ToMessage(Valid.Sign()),
            403,
            "SignatureDoesNotMatch"
        );

    [Fact]
    public async Task Host_Changed_DoesNotMatch()
    {
        var message = Valid.ToMessage();
        message.Headers.Host = "sts.amazonaws.com";

        await RefusedAsync(message, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task AmazonHeader_NotSigned_DoesNotMatch()
    {
        var message = Valid.ToMessage();
        message.Headers.TryAddWithoutValidation("x-amz-added", "1");

        await RefusedAsync(message, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Key_OfAnotherAccount_DoesNotMatch()
    {
        var other = Valid with
        {
            Signer = Valid.Signer with { Id = _world.Server.AdministratorOf(LocalWorld.Second).AccessKeyId },
        };

        await RefusedAsync(other.ToMessage(), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Token_WithALongLivedKey_IsInvalid() =>
        await RefusedAsync(
            (Valid with { Signer = Valid.Signer with { Token = "AAAA" } }).ToMessage(),
            403,
            "InvalidClientTokenId"
        );

    [Theory]
    [InlineData(-301, "Signature expired: ")]
    [InlineData(301, "Signature not yet current: ")]
    public async Task Clock_MoreThanFiveMinutesOff_IsRefused(int seconds, string words)
    {
        var request = Valid with { Time = _clock.GetUtcNow().AddSeconds(seconds) };

        var body = await RefusedAsync(request.ToMessage(), 403, "SignatureDoesNotMatch");

        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-299)]
    [InlineData(299)]
    public async Task Clock_LessThanFiveMinutesOff_IsAnswered(int seconds)
    {
        var (status, _) = await SendAsync((Valid with { Time = _clock.GetUtcNow().AddSeconds(seconds) }).ToMessage());

        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData(-899, 200, "")]
    [InlineData(-901, 403, "RequestTimeTooSkewed")]
    [InlineData(901, 403, "RequestTimeTooSkewed")]
    public async Task ClockOfS3_FifteenMinutes_AreTheLimit(int seconds, int expected, string code)
    {
        var request = SignedRequest.S3(
            _world.Server.Endpoint,
            Valid.Signer,
            _clock.GetUtcNow().AddSeconds(seconds),
            "GET",
            "/",
            []
        );

        var (status, body) = await SendAsync(request.ToMessage());

        Assert.Equal(expected, status);
        Assert.Contains(code, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorization_Missing_IsAMissingAuthenticationToken()
    {
        var message = Valid.ToMessage();
        message.Headers.Remove("Authorization");

        await RefusedAsync(message, 403, "MissingAuthenticationToken");
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIA")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 ,,,=,=")]
    [InlineData("AWS4-HMAC-SHA512 Credential=a/20260101/r/sts/aws4_request, SignedHeaders=host, Signature=00")]
    public async Task Authorization_Malformed_IsIncomplete(string authorization)
    {
        var message = Valid.ToMessage();
        message.Headers.Remove("Authorization");
        message.Headers.TryAddWithoutValidation("Authorization", authorization);

        await RefusedAsync(message, 403, "IncompleteSignature");
    }

    [Theory]
    [InlineData("x-amz-date")]
    [InlineData("host")]
    public async Task SignedHeaders_WithoutDateOrHost_DoNotMatch(string left)
    {
        var message = Valid.ToMessage();
        var authorization = message.Headers.GetValues("Authorization").Single();
        message.Headers.Remove("Authorization");
        message.Headers.TryAddWithoutValidation(
            "Authorization",
            authorization
                .Replace($";{left}", "", StringComparison.Ordinal)
                .Replace($"{left};", "", StringComparison.Ordinal)
        );

        await RefusedAsync(message, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task JsonService_WrongSignature_HasItsOwnCode()
    {
        var request = SignedRequest.Json(
            _world.Server.Endpoint,
            Valid.Signer,
            _clock.GetUtcNow(),
            "ssm",
            "AmazonSSM.DescribeParameters",
            "{}"
        );

        var (status, body) = await SendAsync(request.ToMessage(new string('0', 64)));

        Assert.Equal(400, status);
        Assert.Contains("\"__type\":\"InvalidSignatureException\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S3_WrongBodyHash_IsRefused()
    {
        var key = Valid.Signer;
        var endpoint = _world.Server.Endpoint;
        var time = _clock.GetUtcNow();
        var location =
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        await SendAsync(
            SignedRequest.S3(endpoint, key, time, "PUT", "/a-bucket", Encoding.UTF8.GetBytes(location)).ToMessage()
        );
        var signed = SignedRequest.S3(endpoint, key, time, "PUT", "/a-bucket/key", "as signed"u8.ToArray());

        var (status, body) = await SendAsync((signed with { Body = "as senT!!"u8.ToArray() }).ToMessage(signed.Sign()));

        Assert.Equal(400, status);
        Assert.Contains("XAmzContentSHA256Mismatch", body, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    async Task<string> RefusedAsync(HttpRequestMessage message, int expected, string code)
    {
        var (status, body) = await SendAsync(message);
        Assert.Equal(expected, status);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"<Code>{code}</Code>"),
            body,
            StringComparison.Ordinal
        );
        return body;
    }

    async Task<(int Status, string Body)> SendAsync(HttpRequestMessage message)
    {
        using var answer = await _http.SendAsync(message, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
