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
}
