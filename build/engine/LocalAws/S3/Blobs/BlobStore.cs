using System.Buffers;
using System.Security.Cryptography;
using LocalAws.Protocol;
using LocalAws.S3.Checksums;
using LocalAws.Worlds;

namespace LocalAws.S3.Blobs;

/// <summary>Object bodies as files; what was being written when the process ended is removed at the next start.</summary>
sealed class BlobStore
{
    const int BufferSize = 128 * 1024;
    const string Unfinished = ".part";
    readonly string _directory;
    readonly BlobReaders _readers;

    public BlobStore(string stateDirectory)
    {
        _directory = Path.Combine(stateDirectory, "objects");
        PrivateFiles.CreateDirectory(_directory);
        _readers = new(blob => File.Delete(Path.Combine(_directory, blob.File)));
        foreach (var file in Directory.EnumerateFiles(_directory, "*" + Unfinished))
            File.Delete(file);
    }

    /// <summary>Writes a body to its end, verifying signature, MD5 and checksum; where the client sends no checksum, one of the algorithm given is computed.</summary>
    public async Task<WrittenBlob> WriteAsync(
        BodyStream body,
        ExpectedChecksum? expected,
        string? contentMd5,
        string algorithm,
        CancellationToken cancellationToken
    )
    {
        using var checksum = Checksum.Create(expected?.Algorithm ?? algorithm);
        var written = await WriteAsync(body, checksum, cancellationToken);
        try
        {
            expected?.Check(written.Checksum.Value, body.Trailers);
            CheckMd5(contentMd5, written.Md5);
            return written;
        }
        catch
        {
            Delete([written.Blob]);
            throw;
        }
    }

    /// <summary>Writes a stream to its end.</summary>
    public async Task<WrittenBlob> WriteAsync(Stream body, Checksum checksum, CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("n");
        var path = Path.Combine(_directory, name);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var size = 0L;
        try
        {
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            await using (var file = PrivateFiles.Open(path + Unfinished, FileMode.CreateNew))
            {
                int count;
                while (
                    (
                        count = await body.ReadAtLeastAsync(
                            buffer,
                            BufferSize,
                            throwOnEndOfStream: false,
                            cancellationToken
                        )
                    ) > 0
                )
                {
                    md5.AppendData(buffer, 0, count);
                    checksum.Append(buffer.AsSpan(0, count));
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                    size += count;
                }
            }
            ArrayPool<byte>.Shared.Return(buffer);
            File.Move(path + Unfinished, path);
        }
        catch
        {
            File.Delete(path + Unfinished);
            throw;
        }
        var value = new ChecksumValue(checksum.Algorithm, checksum.Finish(), ChecksumValue.FullObject);
        return new(new(name, size), md5.GetHashAndReset(), value);
    }

    /// <summary>Holds all that is there now, so that what is looked up meanwhile can be opened.</summary>
    public IDisposable Read() => _readers.Begin();

    /// <summary>The blobs one after the other as one stream.</summary>
    public Stream Open(IReadOnlyList<Blob> blobs) =>
        blobs is [var only]
            ? File.OpenRead(Path.Combine(_directory, only.File))
#pragma warning disable CA2000 // The stream ends the reading.
            : new JoinedStream(blobs, _readers.Begin(), blob => File.OpenRead(Path.Combine(_directory, blob.File)));
#pragma warning restore CA2000

    /// <summary>Deletes the files once nobody reads them any more.</summary>
    public void Delete(IEnumerable<Blob> blobs) => _readers.Delete(blobs);

    static void CheckMd5(string? contentMd5, byte[] md5)
    {
        if (string.IsNullOrEmpty(contentMd5))
            return;
        var sent = new byte[contentMd5.Length];
        if (!Convert.TryFromBase64String(contentMd5, sent, out var length) || length != md5.Length)
            throw new AwsException("InvalidDigest", "The Content-MD5 you specified was invalid.")
            {
                Details = new Dictionary<string, string> { ["Content-MD5"] = contentMd5 },
            };
        if (!sent.AsSpan(0, length).SequenceEqual(md5))
            throw new AwsException("BadDigest", "The Content-MD5 you specified did not match what we received.")
            {
                Details = new Dictionary<string, string>
                {
                    ["ExpectedDigest"] = Convert.ToHexStringLower(sent.AsSpan(0, length)),
                    ["CalculatedDigest"] = Convert.ToBase64String(md5),
                },
            };
    }
}
