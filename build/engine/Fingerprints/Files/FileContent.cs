using System.Buffers;
using System.Security.Cryptography;

namespace Fingerprints.Files;

/// <summary>The SHA-256 of a file's content, or of where a link points.</summary>
internal static class FileContent
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Null where the file is gone.</summary>
    public static Digest? Hash(string path, FileKind kind)
    {
        try
        {
            return kind == FileKind.Link ? Digest.Of(new FileInfo(path).LinkTarget ?? "") : HashFile(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static Digest HashFile(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var read = RandomAccess.Read(handle, buffer, 0);
            if (read < buffer.Length && RandomAccess.Read(handle, buffer.AsSpan(read), read) == 0)
                return Digest.Of(buffer.AsSpan(0, read));

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (long offset = 0; (read = RandomAccess.Read(handle, buffer, offset)) > 0; offset += read)
                hash.AppendData(buffer, 0, read);
            return Digest.Read(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
