using Fingerprints.Stores;

namespace Fingerprints.Files;

/// <summary>Files with status and content in a store file.</summary>
internal static class FileDigests
{
    public static void Write(BinaryWriter writer, IReadOnlyCollection<FileDigest> files)
    {
        writer.Write(files.Count);
        foreach (var (path, status, content) in files)
        {
            writer.Write(path);
            writer.Write((byte)status.Kind);
            writer.Write(status.Size);
            writer.Write(status.Modified);
            writer.Write(status.Changed);
            writer.Write(status.Inode);
            writer.Write(content);
        }
    }

    public static List<FileDigest> Read(BinaryReader reader)
    {
        var files = new List<FileDigest>(reader.ReadInt32());
        for (var i = 0; i < files.Capacity; i++)
        {
            var path = reader.ReadString();
            var status = new FileStatus(
                (FileKind)reader.ReadByte(),
                reader.ReadInt64(),
                reader.ReadInt64(),
                reader.ReadInt64(),
                reader.ReadUInt64()
            );
            files.Add(new(path, status, reader.ReadDigest()));
        }
        return files;
    }
}
