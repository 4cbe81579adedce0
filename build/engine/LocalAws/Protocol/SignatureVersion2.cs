using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalAws.Identities;

namespace LocalAws.Protocol;

/// <summary>
/// A request to S3 signed with version 2, in its header or, as botocore presigns by default, in its query (S3 Developer
/// Guide of 2006-03-01, "Signing and Authenticating REST Requests").
/// </summary>
/// <param name="Expires">Seconds since 1970; null where the header signs.</param>
sealed record SignatureVersion2(string AccessKeyId, string Signature, string? Token, string? Expires)
{
    const string Scheme = "AWS ";

    /// <summary>The parameters that are part of what is signed.</summary>
    static readonly HashSet<string> subresources = new(StringComparer.Ordinal)
    {
        "accelerate",
        "acl",
        "analytics",
        "cors",
        "delete",
        "encryption",
        "inventory",
        "lifecycle",
        "location",
        "logging",
        "metrics",
        "notification",
        "object-lock",
        "ownershipControls",
        "partNumber",
        "policy",
        "policyStatus",
        "publicAccessBlock",
        "replication",
        "requestPayment",
        "restore",
        "response-cache-control",
        "response-content-disposition",
        "response-content-encoding",
        "response-content-language",
        "response-content-type",
        "response-expires",
        "select",
        "select-type",
        "tagging",
        "torrent",
        "uploadId",
        "uploads",
        "versionId",
        "versioning",
        "versions",
        "website",
    };

    /// <summary>The regions that were there when version 2 was; all others know version 4 only.</summary>
    public static IReadOnlySet<string> Regions { get; } =
        new HashSet<string>(StringComparer.Ordinal)
        {
            "ap-northeast-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "eu-west-1",
            "sa-east-1",
            "us-east-1",
            "us-gov-west-1",
            "us-west-1",
            "us-west-2",
        };

    /// <summary>The signature that a request has, or null.</summary>
    public static SignatureVersion2? Of(RawRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            var colon = header.LastIndexOf(':');
            var token = request.Headers["x-amz-security-token"].ToString();
            return colon < Scheme.Length
                ? throw new AwsException("InvalidArgument", "AWS authorization header is invalid.")
                : new(header[Scheme.Length..colon], header[(colon + 1)..], token.Length == 0 ? null : token, null);
        }
        if (header.Length > 0 || request.Query["AWSAccessKeyId"] is not { } key)
            return null;
        return request.Query["Signature"] is { } signature && request.Query["Expires"] is { } expires
            ? new(key, signature, request.Query["x-amz-security-token"], expires)
            : throw new AwsException(
                "AccessDenied",
                "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
                403
            );
    }

    /// <summary>Who signed, or throws <see cref="SignatureException"/>.</summary>
    public Caller Verify(
        RawRequest request,
        Func<string, string?, (Caller Caller, string Secret)> authenticate,
        TimeProvider clock
    )
    {
        CheckTime(request, clock.GetUtcNow());
        var (caller, secret) = authenticate(AccessKeyId, Token);
        var key = Encoding.UTF8.GetBytes(secret);
        // A bucket's resource ends in a slash, whether or not its path does.
        string[] paths =
            request.Path.IndexOf('/', 1) < 0 && request.BucketOfHost is null
                ? [request.Path, request.Path + "/"]
                : [request.Path];
        return paths.Any(path => SigningKey.Same(Sign(key, TextOf(request, path)), Signature))
            ? caller
            : throw new SignatureException(SignatureFault.Mismatch);
    }

    void CheckTime(RawRequest request, DateTimeOffset now)
    {
        if (Expires is { } expires)
        {
            if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                throw new AwsException("AccessDenied", $"Invalid date (should be seconds since epoch): {expires}", 403);
            if (now.ToUnixTimeSeconds() > seconds)
                throw SignatureException.Expired(DateTimeOffset.FromUnixTimeSeconds(seconds), now, seconds: null);
            return;
        }
        var date = request.Headers["x-amz-date"].ToString() is { Length: > 0 } amazon
            ? amazon
            : request.Headers.Date.ToString();
        if (!DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            throw new AwsException(
                "AccessDenied",
                "AWS authentication requires a valid Date or x-amz-date header",
                403
            );
        if ((now - time).Duration() > TimeSpan.FromMinutes(15))
            throw new SignatureException(SignatureFault.Skewed);
    }

    string TextOf(RawRequest request, string path)
    {
        var headers = request
            .Headers.Where(header => IsAmazon(header.Key))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.ToArray())));
        // What a presigned request says by its query was a header when it was signed.
        if (Expires is not null)
            headers = headers.Concat(
                request.Query.Where(p => IsAmazon(p.Key)).Select(p => (p.Key.ToLowerInvariant(), p.Value))
            );
        var amazon = headers
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .Select(header => $"{header.Name}:{header.Value.Trim()}\n");
        var date = Expires ?? (request.Headers.ContainsKey("x-amz-date") ? "" : request.Headers.Date.ToString());
        string[] lines =
        [
            request.Method,
            request.Headers.ContentMD5.ToString(),
            request.Headers.ContentType.ToString(),
            date,
            string.Concat(amazon) + ResourceOf(request, path),
        ];
        return string.Join('\n', lines);
    }

    static string ResourceOf(RawRequest request, string path)
    {
        var bucket = request.BucketOfHost is { } host ? $"/{host}" : "";
        var parts = request
            .Query.Where(pair => subresources.Contains(pair.Key))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Value.Length == 0 ? pair.Key : $"{pair.Key}={pair.Value}")
            .ToList();
        return bucket + path + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }

    static bool IsAmazon(string name) => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase);

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5350",
        Justification = "Signature version 2 is defined by HMAC-SHA1."
    )]
    static string Sign(byte[] key, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text)));
}
