using System.Globalization;

namespace LocalAws.Protocol;

/// <summary>What is wrong with a signature; each protocol has its own code for it.</summary>
public enum SignatureFault
{
    /// <summary>No signature at all.</summary>
    Missing,

    /// <summary>A signature that lacks a part or has a malformed one.</summary>
    Incomplete,

    /// <summary>An access key that does not exist.</summary>
    UnknownKey,

    /// <summary>A session token that does not belong to the key.</summary>
    InvalidToken,

    /// <summary>A session past its expiration.</summary>
    ExpiredToken,

    /// <summary>A signature other than the one calculated.</summary>
    Mismatch,

    /// <summary>A request too old or too far ahead.</summary>
    Skewed,

    /// <summary>A presigned URL past its validity.</summary>
    ExpiredUrl,

    /// <summary>A body other than its signed hash says.</summary>
    BodyMismatch,
}

/// <summary>A request whose signature does not hold; the protocol's <see cref="ErrorShape"/> turns it into AWS's code and words.</summary>
public sealed class SignatureException(SignatureFault fault, string? detail = null)
    : Exception(detail ?? fault.ToString())
{
    /// <summary>What is wrong.</summary>
    public SignatureFault Fault { get; } = fault;

    /// <summary>AWS's words for the particular case, or null.</summary>
    public string? Detail { get; } = detail;

    /// <summary>Elements that S3's answer has of the particular case besides code and message.</summary>
    public IReadOnlyDictionary<string, string> Elements { get; private init; } = new Dictionary<string, string>();

    /// <summary>That a presigned URL is past its validity, with the times as S3 tells them.</summary>
    /// <param name="ended">When its validity ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="seconds">How long it was valid, where it says so.</param>
    public static SignatureException Expired(DateTimeOffset ended, DateTimeOffset now, int? seconds)
    {
        var elements = new Dictionary<string, string>();
        if (seconds is { } validity)
            elements["X-Amz-Expires"] = validity.ToString(CultureInfo.InvariantCulture);
        elements["Expires"] = Text(ended);
        elements["ServerTime"] = Text(now);
        return new(SignatureFault.ExpiredUrl) { Elements = elements };

        static string Text(DateTimeOffset time) =>
            time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
