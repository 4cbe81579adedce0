using System.Globalization;
using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Bodies in signed chunks with a signed trailer, whole and with each of their parts damaged.</summary>
public sealed class ChunkedBodyTests : IAsyncLifetime
{
    const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static readonly byte[] _data = [.. Enumerable.Range(0, 10_000).Select(index => (byte)index)];
    readonly HttpClient _http = new();
    LocalWorld _world = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    SignedRequest.Key Signer => SignedRequest.Key.Of(_world.Server.AdministratorOf(LocalWorld.First));

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        var location =
            "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";
        await SendAsync(
            SignedRequest
                .S3(
                    _world.Server.Endpoint,
                    Signer,
                    DateTimeOffset.UtcNow,
                    "PUT",
                    "/a-bucket",
                    Encoding.UTF8.GetBytes(location)
                )
                .ToMessage()
        );
    }

    [Fact]
    public async Task Body_AsSigned_IsStored()
    {
        var (status, _) = await PutAsync(body => body);

        Assert.Equal(200, status);
        Assert.Equal(_data, await ReadAsync());
    }

    [Theory]
    [InlineData("data")]
    [InlineData("chunk signature")]
    [InlineData("last chunk signature")]
    [InlineData("trailer signature")]
    [InlineData("checksum")]
    public async Task Body_DamagedAtAPart_IsRefusedAndNotStored(string part)
    {
        var (status, _) = await PutAsync(body =>
        {
            var at = part switch
            {
                "data" => 5000,
                "chunk signature" => IndexOf(body, "chunk-signature=", 0),
                "last chunk signature" => IndexOf(body, "\r\n0;chunk-signature=", 0),
                "trailer signature" => IndexOf(body, "x-amz-trailer-signature:", 0),
                _ => IndexOf(body, "x-amz-checksum-crc32:", 0),
            };
            body[at] = (byte)(body[at] == '0' ? '1' : '0');
            return body;
        });

        Assert.InRange(status, 400, 403);
        Assert.Null(await ReadAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(5000)]
    public async Task Body_CutShort_IsIncomplete(int bytes)
    {
        var (status, answer) = await PutAsync(body => body[..^bytes]);

        Assert.Equal(400, status);
        Assert.Matches("IncompleteBody|MalformedTrailerError", answer);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Body_WrongChecksumSignedByTheClient_IsABadDigest()
    {
        var (status, answer) = await PutAsync(body => body, checksum: "AAAAAA==");

        Assert.Equal(400, status);
        Assert.Contains("<Code>BadDigest</Code>", answer, StringComparison.Ordinal);
        Assert.Null(await ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    async Task<(int Status, string Body)> PutAsync(Func<byte[], byte[]> damage, string? checksum = null)
    {
        var request = new SignedRequest(_world.Server.Endpoint, Signer, DateTimeOffset.UtcNow)
        {
            Service = "s3",
            Method = "PUT",
            Path = "/a-bucket/key",
            PayloadHash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Headers = new Dictionary<string, string>
            {
                ["content-encoding"] = "aws-chunked",
                ["x-amz-decoded-content-length"] = _data.Length.ToString(CultureInfo.InvariantCulture),
                ["x-amz-trailer"] = "x-amz-checksum-crc32",
            },
        };
        var body = damage(Encode(request, checksum ?? Convert.ToBase64String(Crc32(_data))));
        return await SendAsync((request with { Body = body }).ToMessage(request.Sign()));
    }

    async Task<byte[]?> ReadAsync()
    {
        using var answer = await _http.SendAsync(
            SignedRequest
                .S3(_world.Server.Endpoint, Signer, DateTimeOffset.UtcNow, "GET", "/a-bucket/key", [])
                .ToMessage(),
            Cancellation
        );
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(Cancellation) : null;
    }

    async Task<(int Status, string Body)> SendAsync(HttpRequestMessage message)
    {
        using var answer = await _http.SendAsync(message, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    static byte[] Encode(SignedRequest request, string checksum)
    {
        var body = new MemoryStream();
        var previous = request.Sign();
        foreach (var chunk in new[] { _data[..8192], _data[8192..], [] })
        {
            previous = request.SignText(
                $"{SignedRequest.Algorithm}-PAYLOAD\n{request.Stamp}\n{request.Scope}\n{previous}\n{EmptyHash}\n{SignedRequest.Hash(chunk)}"
            );
            body.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x};chunk-signature={previous}\r\n"));
            body.Write(chunk);
            if (chunk.Length > 0)
                body.Write("\r\n"u8);
        }
        var trailer = $"x-amz-checksum-crc32:{checksum}";
        var hash = SignedRequest.Hash(Encoding.ASCII.GetBytes(trailer + "\n"));
        var signature = request.SignText(
            $"{SignedRequest.Algorithm}-TRAILER\n{request.Stamp}\n{request.Scope}\n{previous}\n{hash}"
        );
        body.Write(Encoding.ASCII.GetBytes($"{trailer}\r\nx-amz-trailer-signature:{signature}\r\n\r\n"));
        return body.ToArray();
    }

    /// <summary>CRC-32 bit by bit, other than the one under test.</summary>
    static byte[] Crc32(byte[] data)
    {
        var state = uint.MaxValue;
        foreach (var one in data)
        {
            state ^= one;
            for (var bit = 0; bit < 8; bit++)
                state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ 0xEDB88320;
        }
        var value = BitConverter.GetBytes(~state);
        Array.Reverse(value);
        return value;
    }

    static int IndexOf(byte[] body, string text, int from) =>
        body.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(text)) + from + text.Length;
}
