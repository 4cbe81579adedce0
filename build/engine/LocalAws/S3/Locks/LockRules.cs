using System.Globalization;
using System.Xml.Linq;
using Guards;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Locks;

/// <summary>
/// What S3 takes as the locks of a bucket and of a version, in its words (S3 API Reference, PutObjectLockConfiguration,
/// PutObjectRetention, PutObjectLegalHold, PutObject).
/// </summary>
static class LockRules
{
    const string ModeHeader = "x-amz-object-lock-mode";
    const string UntilHeader = "x-amz-object-lock-retain-until-date";
    const string HoldHeader = "x-amz-object-lock-legal-hold";

    /// <summary>A bucket's configuration: locks are on, and a rule has a mode and either days or years.</summary>
    public static void CheckConfiguration(XElement configuration)
    {
        if (configuration.Child("ObjectLockEnabled") is null)
            throw S3Failures.MalformedXml();
        if (configuration.Child("Rule") is not { } rule)
            return;
        if (rule.Child("DefaultRetention") is not { } retention || retention.Child("Mode") is null)
            throw S3Failures.MalformedXml();
        if (retention.Child("Days") is null == retention.Child("Years") is null)
            throw S3Failures.MalformedXml();
        var period = (retention.Child("Days") ?? retention.Child("Years"))!;
        if (Number(period) < 1)
            throw S3Failures.InvalidArgument(
                "Default retention period must be a positive integer value.",
                period.Name.LocalName,
                period.Value
            );
        if (Number(period) > (period.Name.LocalName == "Days" ? 36_500 : 100))
            throw S3Failures.InvalidArgument(
                "Default retention period is too large",
                period.Name.LocalName,
                period.Value
            );
    }

    /// <summary>Whether versions of the bucket can be locked.</summary>
    public static bool Locks(Bucket bucket) => bucket.Configurations.ContainsKey(BucketConfiguration.ObjectLock);

    /// <summary>InvalidRequest of a bucket whose versions cannot be locked.</summary>
    public static AwsException NoLocks() => S3Failures.InvalidRequest("Bucket is missing Object Lock Configuration");

    /// <summary>The retention that the bucket gives to what is stored without one; null where it gives none.</summary>
    public static ObjectLock? DefaultOf(Bucket bucket, DateTimeOffset now)
    {
        if (!bucket.Configurations.TryGetValue(BucketConfiguration.ObjectLock, out var xml))
            return null;
        if (ShallowXml.Parse(xml).Child("Rule")?.Child("DefaultRetention") is not { } retention)
            return null;
        var until = retention.Child("Days") is { } days
            ? now.AddDays(Number(days))
            : now.AddYears((int)Number(retention.Child("Years")!));
        return new() { Mode = retention.Child("Mode")!.Value, Until = until };
    }

    /// <summary>What the headers of a request to store say of locks; null where they say nothing.</summary>
    public static ObjectLock? OfHeaders(IHeaderDictionary headers, DateTimeOffset now)
    {
        var (mode, until, hold) = (Header(ModeHeader), Header(UntilHeader), Header(HoldHeader));
        if (mode is null && until is null && hold is null)
            return null;
        if (mode is null != until is null)
            throw S3Failures.InvalidArgument(
                $"{UntilHeader} and {ModeHeader} must both be supplied",
                mode is null ? ModeHeader : UntilHeader,
                null
            );
        if (mode is not (null or ObjectLock.Governance or ObjectLock.Compliance))
            throw S3Failures.InvalidArgument("Unknown wormMode directive.", ModeHeader, mode);
        if (hold is not (null or "ON" or "OFF"))
            throw S3Failures.InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HoldHeader, hold);
        return new()
        {
            Mode = mode,
            Until = until is null ? null : InFuture(until, now),
            LegalHold = hold,
        };

        string? Header(string name) => headers[name].ToString() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The retention of a body; with neither mode nor date it takes the retention away.</summary>
    public static ObjectLock OfRetention(XElement retention) =>
        new() { Mode = retention.Child("Mode")?.Value, Until = Parse(retention.Child("RetainUntilDate")?.Value) };

    /// <summary>Throws unless a retention has mode and date, which is to come, or neither.</summary>
    public static void CheckRetention(ObjectLock retention, DateTimeOffset now)
    {
        if (retention.Mode is null != retention.Until is null)
            throw S3Failures.MalformedXml();
        if (retention.Until is { } until)
            CheckFuture(until, now);
    }

    /// <summary>A date as S3 tells it.</summary>
    public static string Time(DateTimeOffset until) => S3Xml.Time(until);

    /// <summary>Says in the headers of an answer how a version is locked.</summary>
    public static void Describe(HttpResponse response, ObjectLock found)
    {
        if (found.Mode is { } mode)
            response.Headers[ModeHeader] = mode;
        if (found.Until is { } until)
            response.Headers[UntilHeader] = Time(until);
        if (found.LegalHold is { } hold)
            response.Headers[HoldHeader] = hold;
    }

    static DateTimeOffset InFuture(string text, DateTimeOffset now)
    {
        var until =
            Parse(text)
            ?? throw S3Failures.InvalidArgument(
                "The retain until date must be provided in ISO 8601 format",
                UntilHeader,
                text
            );
        CheckFuture(until, now);
        return until;
    }

    static void CheckFuture(DateTimeOffset until, DateTimeOffset now)
    {
        if (until <= now)
            throw S3Failures.InvalidArgument("The retain until date must be in the future!", UntilHeader, Time(until));
    }

    static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var until
        )
            ? until
            : null;

    static long Number(XElement element) =>
        long.TryParse(element.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw S3Failures.MalformedXml();
}
