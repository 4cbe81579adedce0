using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Build.Tests.Diagnosis.Accounts;

/// <summary>Services that answer each operation as the test says: with what a local AWS would never store.</summary>
sealed partial class ScriptedServices : IDisposable
{
    readonly HttpListener listener = new();
    readonly Func<string, string> answer;

    /// <param name="answer">The body of the answer to an operation, XML or JSON.</param>
    public ScriptedServices(Func<string, string> answer)
    {
        this.answer = answer;
        Url = new($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Url.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public void Dispose() => listener.Close();

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var operation =
                    context.Request.Headers["X-Amz-Target"]?.Split('.')[^1]
                    ?? Action().Match(await reader.ReadToEndAsync()).Groups["action"].Value;
                var body = answer(operation);
                context.Response.ContentType = body.StartsWith('<') ? "text/xml" : "application/x-amz-json-1.1";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"(^|&)Action=(?<action>\w+)")]
    private static partial Regex Action();
}
