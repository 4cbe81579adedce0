using LocalAws.S3.Blobs;
using LocalAws.S3.Checksums;
using LocalAws.S3.Objects;

namespace LocalAws.S3.Uploads;

/// <summary>A multipart upload under way.</summary>
/// <param name="Id">The upload's id.</param>
/// <param name="Started">When it began, or was completed.</param>
/// <param name="Template">The object that it will be, without a body.</param>
/// <param name="Algorithm">The checksum algorithm.</param>
/// <param name="ChecksumType">FULL_OBJECT or COMPOSITE.</param>
public sealed record Upload(
    string Id,
    DateTimeOffset Started,
    StoredObject Template,
    string Algorithm,
    string ChecksumType
)
{
    /// <summary>Whether the client named the algorithm; otherwise it is S3's own choice and the parts come without.</summary>
    public bool NamesAlgorithm { get; init; }

    /// <summary>The ARN of who began it.</summary>
    public string? Initiator { get; init; }

    /// <summary>The body that the key named as it began; null where it named none.</summary>
    public string? Before { get; init; }

    /// <summary>The version that it has become; null while it is under way.</summary>
    public string? Completed { get; init; }
}

/// <summary>A part that has arrived.</summary>
/// <param name="Number">1 to 10000.</param>
/// <param name="Blob">Its bytes.</param>
/// <param name="Md5">Their MD5, in hexadecimal.</param>
/// <param name="Checksum">Their checksum.</param>
/// <param name="Modified">When it arrived.</param>
public sealed record UploadedPart(int Number, Blob Blob, string Md5, ChecksumValue Checksum, DateTimeOffset Modified);

/// <summary>A part as the client names it to complete an upload.</summary>
/// <param name="Number">The part's number.</param>
/// <param name="ETag">Its entity tag.</param>
/// <param name="Checksums">Its checksums by algorithm, where given.</param>
public sealed record CompletedPart(int Number, string ETag, IReadOnlyDictionary<string, string> Checksums);
