using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.AccessControl;

/// <summary>
/// The access control list that the headers of a request ask for: a canned one, or grants (S3 User Guide, "Access control list
/// (ACL) overview").
/// </summary>
/// <param name="Canned">The name of a canned list, or null.</param>
/// <param name="Granted">The grants of the x-amz-grant- headers.</param>
public sealed record RequestedAcl(string? Canned, IReadOnlyList<Grant> Granted)
{
    /// <summary>The account that may read machine images from the buckets that let it: aws-exec-read.</summary>
    const string ImageReader = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";

    const string Header = "x-amz-acl";

    static readonly (string Header, string Permission)[] _headers =
    [
        ("x-amz-grant-full-control", Grant.FullControl),
        ("x-amz-grant-read", "READ"),
        ("x-amz-grant-write", "WRITE"),
        ("x-amz-grant-read-acp", "READ_ACP"),
        ("x-amz-grant-write-acp", "WRITE_ACP"),
    ];

    static readonly HashSet<string> _canned =
    [
        .. "private public-read public-read-write authenticated-read aws-exec-read".Split(' '),
        .. "bucket-owner-read bucket-owner-full-control log-delivery-write".Split(' '),
    ];

    /// <summary>What the headers ask for, or null where they ask for nothing.</summary>
    internal static RequestedAcl? OfHeaders(IHeaderDictionary headers)
    {
        var canned = headers[Header].ToString() is { Length: > 0 } name ? name : null;
        var granted = _headers
            .SelectMany(one => Grants(one.Header, headers[one.Header].ToString(), one.Permission))
            .ToList();
        if (canned is not null && granted.Count > 0)
            throw S3Failures.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        if (canned is not null && !_canned.Contains(canned))
            throw S3Failures.InvalidArgument("", Header, canned);
        return canned is null && granted.Count == 0 ? null : new(canned, granted);
    }

    /// <summary>Whether it leaves a bucket or object to its owner, which an enforced owner has anyway.</summary>
    internal bool IsOfOwner => Canned is "private" or "bucket-owner-full-control" && Granted.Count == 0;

    /// <summary>The list of a bucket.</summary>
    internal IReadOnlyList<Grant> OfBucket(string owner) =>
        Granted.Count > 0 ? Granted
        : Canned == "log-delivery-write"
            ?
            [
                Grant.ToUser(owner),
                new(Grant.Group, Grant.LogDelivery, "WRITE"),
                new(Grant.Group, Grant.LogDelivery, "READ_ACP"),
            ]
        : [Grant.ToUser(owner), .. Everywhere()];

    /// <summary>The list of an object.</summary>
    internal IReadOnlyList<Grant> OfObject(string owner, string bucketOwner)
    {
        if (Granted.Count > 0)
            return Granted;
        var others = Canned switch
        {
            _ when owner == bucketOwner => Everywhere(),
            "bucket-owner-read" => [Grant.ToUser(bucketOwner, "READ")],
            "bucket-owner-full-control" => [Grant.ToUser(bucketOwner)],
            _ => Everywhere(),
        };
        return [Grant.ToUser(owner), .. others];
    }

    Grant[] Everywhere() =>
        Canned switch
        {
            "public-read" => [new(Grant.Group, Grant.Everyone, "READ")],
            "public-read-write" =>
            [
                new(Grant.Group, Grant.Everyone, "READ"),
                new(Grant.Group, Grant.Everyone, "WRITE"),
            ],
            "authenticated-read" => [new(Grant.Group, Grant.Authenticated, "READ")],
            "aws-exec-read" => [Grant.ToUser(ImageReader, "READ")],
            _ => [],
        };

    static IEnumerable<Grant> Grants(string header, string value, string permission) =>
        value.Length == 0 ? [] : value.Split(',').Select(one => ToOne(header, one.Trim(), permission));

    static Grant ToOne(string header, string text, string permission)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var value = parts.Length == 2 ? parts[1].Trim('"') : "";
        return parts[0] switch
        {
            "id" when parts.Length == 2 => Grant.IsId(value)
                ? Grant.ToUser(value, permission)
                : throw S3Failures.InvalidArgument("Invalid id", "id", value),
            "uri" when parts.Length == 2 => Grant.IsGroup(value)
                ? new(Grant.Group, value, permission)
                : throw S3Failures.InvalidArgument("Invalid group uri", "uri", value),
            // S3 takes no grants to mail addresses any more (S3 User Guide, "Access control list (ACL) overview").
            "emailAddress" when parts.Length == 2 => throw S3Failures.MethodNotAllowed(),
            _ => throw S3Failures.InvalidArgument("Argument format not recognized", header, text),
        };
    }
}
