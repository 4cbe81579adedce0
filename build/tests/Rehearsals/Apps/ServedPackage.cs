using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Build.Tests.Rehearsals.Apps;

/// <summary>An npm registry with the archive of one package, as npm packs it, of whatever version it is asked for.</summary>
sealed class ServedPackage : IDisposable
{
    const string File = "package/lib/api/bootstrap/bootstrap-template.yaml";

    readonly HttpListener listener = new();
    readonly Task serving;

    public ServedPackage(string name, string bootstrapTemplate)
        : this(name, Pack(bootstrapTemplate)) { }

    public ServedPackage(string name, byte[] archive)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/npm/");
        }
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        serving = ServeAsync($"{Address.AbsolutePath}{name}/-/{name}-", archive);
    }

    public Uri Address { get; }

    public void Dispose()
    {
        listener.Close();
        serving.GetAwaiter().GetResult();
    }

    static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
            foreach (var (name, content) in ((string, string)[])[("package/package.json", "{}"), (File, text)])
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                    }
                );
        return packed.ToArray();
    }

    async Task ServeAsync(string begin, byte[] archive)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                if (context.Request.Url!.AbsolutePath.StartsWith(begin, StringComparison.Ordinal))
                    await context.Response.OutputStream.WriteAsync(archive);
                else
                    context.Response.StatusCode = 404;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It is closed.
        }
    }
}
