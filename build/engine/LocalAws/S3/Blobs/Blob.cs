namespace LocalAws.S3.Blobs;

/// <summary>A file of bytes that an object or a part consists of.</summary>
/// <param name="File">The name under the state folder.</param>
/// <param name="Size">Bytes.</param>
public sealed record Blob(string File, long Size);

/// <summary>A blob just written, with what was computed on the way.</summary>
/// <param name="Blob">The file.</param>
/// <param name="Md5">The MD5 of its bytes.</param>
/// <param name="Checksum">The client's algorithm, or CRC64NVME.</param>
sealed record WrittenBlob(Blob Blob, byte[] Md5, Checksums.ChecksumValue Checksum);
