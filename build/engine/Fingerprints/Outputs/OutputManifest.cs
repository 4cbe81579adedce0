using System.Text;
using Fingerprints.Files;
using Fingerprints.Stores;

namespace Fingerprints.Outputs;

/// <summary>What a step left behind, file by file.</summary>
/// <param name="ReadAt">Before the first file was read, by the file system's clock, in nanoseconds since 1970.</param>
internal sealed record OutputManifest(long ReadAt, IReadOnlyList<FileDigest> Files)
{
    /// <summary>The same wherever the checkout lies and whenever the files were written.</summary>
    public Digest Content
    {
        get
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream, Encoding.UTF8);
            foreach (var (path, status, content) in Files)
            {
                writer.Write(path);
                writer.Write((byte)status.Kind);
                writer.Write(content);
            }
            writer.Flush();
            return Digest.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        }
    }

    public static void Write(BinaryWriter writer, OutputManifest manifest)
    {
        writer.Write(manifest.ReadAt);
        FileDigests.Write(writer, manifest.Files);
    }

    public static OutputManifest Read(BinaryReader reader) => new(reader.ReadInt64(), FileDigests.Read(reader));
}
