using System.Globalization;
using LocalAws.Identities;

namespace LocalAws.Protocol;

/// <summary>Verifies Signature Version 4 of each request against the secret of its access key, which authenticating gives with the caller.</summary>
sealed class SignatureVerifier(Func<string, string?, (Caller Caller, string Secret)> authenticate, TimeProvider clock)
{
    static readonly TimeSpan _skew = TimeSpan.FromMinutes(5);
    static readonly TimeSpan _skewOfS3 = TimeSpan.FromMinutes(15);

    /// <summary>Who signed and how the body is to be checked, or throws <see cref="SignatureException"/>.</summary>
    public VerifiedSignature Verify(RawRequest request, Authorization authorization, string payloadHash)
    {
        CheckTime(authorization);
        var (caller, secret) = authenticate(authorization.Scope.AccessKeyId, authorization.Token);
        CheckSignedHeaders(request, authorization);
        var key = new SigningKey(secret, authorization);
        var canonical = CanonicalRequest.Of(request, authorization, payloadHash);
        if (!SigningKey.Same(key.SignRequest(canonical), authorization.Signature))
            throw new SignatureException(SignatureFault.Mismatch);
        return new(caller, key, authorization.Signature);
    }

    /// <summary>Who signed with version 2.</summary>
    public Caller Verify(RawRequest request, SignatureVersion2 signature) =>
        signature.Verify(request, authenticate, clock);

    /// <summary>Who signed the policy of a form.</summary>
    public Caller Verify(FormSignature signature) => signature.Verify(authenticate);

    void CheckTime(Authorization authorization)
    {
        var now = clock.GetUtcNow();
        var time = authorization.Time;
        if (!authorization.Date.StartsWith(authorization.Scope.Date, StringComparison.Ordinal))
        {
            throw new SignatureException(
                SignatureFault.Mismatch,
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{authorization.Scope.Date}' != '{authorization.Date[..8]}', from '{authorization.Date}'."
            );
        }
        var skew = authorization.Scope.Service == "s3" ? _skewOfS3 : _skew;
        if (authorization.Expires is { } seconds)
        {
            if (now > time.AddSeconds(seconds))
                throw SignatureException.Expired(time.AddSeconds(seconds), now, (int)seconds);
        }
        else if (time < now - skew)
        {
            throw new SignatureException(
                SignatureFault.Skewed,
                $"Signature expired: {authorization.Date} is now earlier than {Stamp(now - skew)} ({Stamp(now)} - {skew.Minutes} min.)"
            );
        }
        if (time > now + skew)
        {
            throw new SignatureException(
                SignatureFault.Skewed,
                $"Signature not yet current: {authorization.Date} is still later than {Stamp(now + skew)} ({Stamp(now)} + {skew.Minutes} min.)"
            );
        }
    }

    /// <summary>Host and every x-amz- header must be signed: what is not signed may have been added by anyone.</summary>
    static void CheckSignedHeaders(RawRequest request, Authorization authorization)
    {
        var signed = authorization.SignedHeaders;
        if (!signed.Contains("host", StringComparer.Ordinal))
        {
            throw new SignatureException(
                SignatureFault.Mismatch,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
            );
        }
        foreach (var name in request.Headers.Keys)
        {
            var isAmazon = name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);
            if (isAmazon && !signed.Contains(name.ToLowerInvariant(), StringComparer.Ordinal))
            {
                throw new SignatureException(
                    SignatureFault.Mismatch,
                    $"There were headers present in the request which were not signed: {name.ToLowerInvariant()}"
                );
            }
        }
    }

    static string Stamp(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A signature that holds: its maker, and the key and value with which a chunked body goes on.</summary>
sealed record VerifiedSignature(Caller Caller, SigningKey Key, string Signature);
