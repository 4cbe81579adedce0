using System.IO.Compression;

namespace LocalAws.CodePipeline.Artifacts;

/// <summary>
/// A repository's files as the source actions zip them: "a ZIP file process that does not preserve external attributes"
/// (CodePipeline User Guide, "Troubleshooting CodePipeline"). No file can be executed, a link is a file with its target as
/// text, and all are as old as the zip.
/// </summary>
static class BareZip
{
    /// <summary>The stream is at its beginning; the caller disposes it.</summary>
    public static async Task<Stream> OfAsync(Stream zip, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bare = new FileStream(
            Path.GetTempFileName(),
            FileMode.Create,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 4096,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        try
        {
            using var source = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            await using (var target = new ZipArchive(bare, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var entry in source.Entries)
                {
                    var copy = target.CreateEntry(entry.FullName, CompressionLevel.Fastest);
                    copy.LastWriteTime = now;
                    // Nothing of Unix: whoever unpacks it takes its own defaults.
                    copy.ExternalAttributes = 0;
                    await using var from = await entry.OpenAsync(cancellationToken);
                    await using var to = await copy.OpenAsync(cancellationToken);
                    await from.CopyToAsync(to, cancellationToken);
                }
            bare.Position = 0;
            return bare;
        }
        catch
        {
            await bare.DisposeAsync();
            throw;
        }
    }
}
