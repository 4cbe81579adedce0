using System.Globalization;
using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Objects;

/// <summary>The If- headers.</summary>
static class Preconditions
{
    /// <summary>Throws PreconditionFailed or NotModified (304) unless an object may be read.</summary>
    public static void CheckRead(IHeaderDictionary headers, StoredObject found, DateTimeOffset now)
    {
        if (headers.IfMatch.ToString() is { Length: > 0 } match)
        {
            if (!Matches(match, found.ETag))
                throw S3Failures.PreconditionFailed("If-Match");
        }
        else if (Date(headers.IfUnmodifiedSince) is { } unmodified && found.Modified > unmodified)
        {
            throw S3Failures.PreconditionFailed("If-Unmodified-Since");
        }
        if (headers.IfNoneMatch.ToString() is { Length: > 0 } noneMatch)
        {
            if (Matches(noneMatch, found.ETag))
                throw NotModified(found);
        }
        // A date that is still to come is none (RFC 9110, 13.1.3).
        else if (Date(headers.IfModifiedSince) is { } modified && found.Modified <= modified && modified <= now)
        {
            throw NotModified(found);
        }
    }

    /// <summary>Throws PreconditionFailed unless an object may be copied, as the x-amz-copy-source-if- headers say.</summary>
    public static void CheckCopy(IHeaderDictionary headers, StoredObject source, DateTimeOffset now)
    {
        const string Prefix = "x-amz-copy-source-";
        if (headers[Prefix + "if-match"].ToString() is { Length: > 0 } match)
        {
            if (!Matches(match, source.ETag))
                throw S3Failures.PreconditionFailed(Prefix + "If-Match");
        }
        else if (Date(headers[Prefix + "if-unmodified-since"]) is { } unmodified && source.Modified > unmodified)
        {
            throw S3Failures.PreconditionFailed(Prefix + "If-Unmodified-Since");
        }
        if (headers[Prefix + "if-none-match"].ToString() is { Length: > 0 } noneMatch)
        {
            if (Matches(noneMatch, source.ETag))
                throw S3Failures.PreconditionFailed(Prefix + "If-None-Match");
        }
        else if (
            Date(headers[Prefix + "if-modified-since"]) is { } modified
            && source.Modified <= modified
            && modified <= now
        )
        {
            throw S3Failures.PreconditionFailed(Prefix + "If-Modified-Since");
        }
    }

    /// <summary>Throws unless the object that a deletion is about has the ETag that it names.</summary>
    public static void CheckDeletion(string? match, string key, StoredObject? present)
    {
        if (match is null)
            return;
        if (present is not { IsDeleteMarker: false })
            throw S3Failures.NoSuchKey(key);
        if (!Matches(match, present.ETag))
            throw S3Failures.PreconditionFailed("If-Match");
    }

    /// <summary>Throws unless the present object is as the writer expects.</summary>
    public static void CheckWrite(PutRequest put, StoredObject? present)
    {
        if (put.IfMatch is not null && put.IfNoneMatch is not null)
            throw NotImplemented(
                "If-Match,If-None-Match",
                "Multiple conditional request headers present in the request"
            );
        if (put.IfNoneMatch is not (null or "*"))
            throw NotAccepted("If-None-Match");
        if (put.IfMatch == "*")
            throw NotAccepted("If-Match");
        var exists = present is { IsDeleteMarker: false };
        if (put.IfNoneMatch is not null && exists)
            throw S3Failures.PreconditionFailed("If-None-Match");
        if (put.IfMatch is not { } match)
            return;
        if (!exists)
            throw S3Failures.NoSuchKey(put.Key);
        if (!Matches(match, present!.ETag))
            throw S3Failures.PreconditionFailed("If-Match");
    }

    /// <summary>Throws where a condition holds by what another request did to the object since the upload began.</summary>
    public static void CheckUnchanged(PutRequest put, string? before, StoredObject? present)
    {
        if (put.IfMatch is null && put.IfNoneMatch is null)
            return;
        if (before != BodyOf(present))
            throw new AwsException(
                "ConditionalRequestConflict",
                "The conditional request cannot succeed due to a conflicting operation against this resource.",
                StatusCodes.Status409Conflict
            )
            {
                Details = new Dictionary<string, string>
                {
                    ["Condition"] = put.IfMatch is null ? "If-None-Match" : "If-Match",
                    ["Key"] = put.Key,
                },
            };
    }

    /// <summary>What tells the body of an object from any other's; null where there is no object.</summary>
    public static string? BodyOf(StoredObject? found) =>
        found is { IsDeleteMarker: false } ? string.Join(',', found.Blobs.Select(blob => blob.File)) : null;

    static AwsException NotAccepted(string header) =>
        NotImplemented(header, $"We don't accept the provided value of {header} header for this API");

    static AwsException NotImplemented(string headers, string more) =>
        new("NotImplemented", "A header you provided implies functionality that is not implemented", 501)
        {
            Details = new Dictionary<string, string> { ["Header"] = headers, ["additionalMessage"] = more },
        };

    static bool Matches(string condition, string etag) =>
        condition
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(value => value == "*" || value.Trim('"') == etag.Trim('"'));

    static DateTimeOffset? Date(Microsoft.Extensions.Primitives.StringValues value) =>
        DateTimeOffset.TryParseExact(
            value.ToString(),
            "r",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;

    /// <summary>The answer says which object the client has (RFC 9110, 15.4.5).</summary>
    static AwsException NotModified(StoredObject found) =>
        new("NotModified", "Not Modified", StatusCodes.Status304NotModified)
        {
            Headers = new Dictionary<string, string>
            {
                ["ETag"] = found.ETag,
                ["Last-Modified"] = found.Modified.ToString("r", CultureInfo.InvariantCulture),
            },
        };
}
