using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Build.Tests.Deployment.Connections;

/// <summary>An endpoint that answers each connection as the test says, byte by byte.</summary>
sealed class ScriptedEndpoint : IDisposable
{
    /// <summary>What the answer ends with: the connection is left open and nothing more is sent.</summary>
    public const string ThenSilence = "\u0003";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly Func<int, string> answer;
    readonly X509Certificate2? certificate;
    int calls;

    /// <param name="answer">The answer to the call of that number, from 0.</param>
    /// <param name="tls">Whether it speaks TLS, with a certificate that nobody trusts.</param>
    public ScriptedEndpoint(Func<int, string> answer, bool tls = false)
    {
        (this.answer, certificate) = (answer, tls ? SelfSigned() : null);
        listener.Start();
        _ = AcceptAsync();
    }

    public Uri Url => new($"{(certificate is null ? "http" : "https")}://{listener.LocalEndpoint}");

    public int Calls => Volatile.Read(ref calls);

    public static string Answer(int status, string contentType, string body, string more = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"{more}Connection: close\r\n\r\n{body}";

    /// <summary>STS's answer to GetCallerIdentity.</summary>
    public static string Caller { get; } =
        Answer(
            200,
            "text/xml",
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/administrator</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """
        );

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await StreamOfAsync(client);
                var buffer = new byte[64 * 1024];
                var read = await stream.ReadAsync(buffer, stop.Token);
                if (read == 0)
                    return;
                var text = answer(Interlocked.Increment(ref calls) - 1);
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(text.Replace(ThenSilence, "", StringComparison.Ordinal)),
                    stop.Token
                );
                if (text.EndsWith(ThenSilence, StringComparison.Ordinal))
                    await Task.Delay(Timeout.Infinite, stop.Token);
            }
            catch (Exception e)
                when (e
                        is OperationCanceledException
                            or IOException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The client has gone.
            }
        }
    }

    async Task<Stream> StreamOfAsync(TcpClient client)
    {
        if (certificate is null)
            return client.GetStream();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        return stream;
    }

    static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        certificate?.Dispose();
        stop.Dispose();
    }
}
