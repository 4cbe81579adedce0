using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Benchmarks.Worlds;

namespace Benchmarks.LocalWorlds;

/// <summary>A client of CloudFormation that takes next to no time itself: it signs as Signature Version 4 asks and reads no answer.</summary>
sealed class LocalClient : IDisposable
{
    const string Region = "eu-west-1";
    const string Service = "cloudformation";
    const string ContentType = "application/x-www-form-urlencoded";

    readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    readonly Uri endpoint;
    readonly WorldKey key;

    public LocalClient(WorldProcess world, string account)
    {
        endpoint = world.Endpoint;
        key = world.AdministratorOf(account);
    }

    /// <summary>Whether there is such a stack.</summary>
    public async Task<bool> DescribeAsync(string stack, CancellationToken cancellationToken) =>
        await SendAsync($"Action=DescribeStacks&Version=2010-05-15&StackName={stack}", cancellationToken)
        == HttpStatusCode.OK;

    /// <exception cref="BenchmarkException">The stack was not taken.</exception>
    public async Task CreateAsync(string stack, string template, CancellationToken cancellationToken)
    {
        var body =
            $"Action=CreateStack&Version=2010-05-15&StackName={stack}&TemplateBody={Uri.EscapeDataString(template)}";
        if (await SendAsync(body, cancellationToken) is not HttpStatusCode.OK and var status)
            throw new BenchmarkException($"CreateStack was answered {status}.");
    }

    public void Dispose() => http.Dispose();

    async Task<HttpStatusCode> SendAsync(string form, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(form);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        var stamp = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        request.Headers.Add("x-amz-date", stamp);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(stamp, body));
        using var answer = await http.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        return answer.StatusCode;
    }

    string Authorization(string stamp, byte[] body)
    {
        const string Signed = "content-type;host;x-amz-date";
        var scope = $"{stamp[..8]}/{Region}/{Service}/aws4_request";
        var canonical =
            $"POST\n/\n\ncontent-type:{ContentType}\nhost:{endpoint.Authority}\nx-amz-date:{stamp}\n\n{Signed}\n{Hex(SHA256.HashData(body))}";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var secret = Encoding.UTF8.GetBytes($"AWS4{key.SecretAccessKey}");
        string[] steps = [stamp[..8], Region, Service, "aws4_request"];
        var signing = steps.Aggregate(secret, (last, step) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(step)));
        var signature = Hex(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(toSign)));
        return $"AWS4-HMAC-SHA256 Credential={key.AccessKeyId}/{scope}, SignedHeaders={Signed}, Signature={signature}";
    }

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
