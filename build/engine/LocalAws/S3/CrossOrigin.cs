using System.Xml.Linq;
using Guards;
using LocalAws.Protocol;
using Microsoft.Extensions.Primitives;

namespace LocalAws.S3;

/// <summary>
/// What S3 answers to browsers whose page is of another origin, by the CORS configuration of the bucket: the preflight request,
/// which no signature is asked for, and the headers of the answers after it.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html, "How does Amazon S3 evaluate the CORS configuration on a
/// bucket?"
/// </remarks>
static class CrossOrigin
{
    const string Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

    public static bool IsPreflight(string method) => method == "OPTIONS";

    /// <param name="s3">The preflight request.</param>
    /// <param name="configuration">The bucket's CORS configuration, null where it has none.</param>
    /// <param name="exists">Whether there is the bucket.</param>
    /// <exception cref="AwsException">BadRequest (400) or AccessForbidden (403), as S3 words it.</exception>
    public static void AnswerPreflight(S3Request s3, string? configuration, bool exists)
    {
        if (s3.Header("Origin") is not { } origin)
            throw BadRequest("Insufficient information. Origin request header needed.");
        var method = s3.Header("Access-Control-Request-Method");
        if (!exists)
            throw Forbidden("Bucket not found", method, "BUCKET");
        if (configuration is null)
            throw Forbidden("CORS is not enabled for this bucket.", method, "BUCKET");
        if (method is null)
            throw BadRequest("Invalid Access-Control-Request-Method: null");
        if (!TryDescribe(s3, configuration, origin, method))
            throw Forbidden(
                "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
                method,
                s3.Key.Length > 0 ? "OBJECT" : "BUCKET"
            );
    }

    /// <summary>
    /// Adds the headers of the first rule that takes the request. A method and headers that it asks for, as a preflight request
    /// does, count for it too, in place of its own method.
    /// </summary>
    public static void Describe(S3Request s3, string? configuration)
    {
        if (configuration is not null && s3.Header("Origin") is { } origin)
            TryDescribe(s3, configuration, origin, s3.Header("Access-Control-Request-Method") ?? s3.Method);
    }

    static bool TryDescribe(S3Request s3, string configuration, string origin, string method)
    {
        string[] wanted =
        [
            .. (s3.Header("Access-Control-Request-Headers") ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name.ToLowerInvariant()),
        ];
        var found = Rules(configuration)
            .FirstOrDefault(rule => Takes(rule, origin, method) && wanted.All(Allowed(rule)));
        if (found is null)
            return false;
        Describe(s3, found, origin);
        if (wanted.Length > 0)
            s3.Response.Headers.AccessControlAllowHeaders = string.Join(", ", wanted);
        return true;
    }

    static void Describe(S3Request s3, XElement rule, string origin)
    {
        var headers = s3.Response.Headers;
        var isAny = Values(rule, "AllowedOrigin").First(pattern => Matches(pattern, origin)) == "*";
        headers.AccessControlAllowOrigin = isAny ? "*" : origin;
        headers.AccessControlAllowMethods = string.Join(", ", Values(rule, "AllowedMethod"));
        if (!isAny)
            headers.AccessControlAllowCredentials = "true";
        if (rule.Child("MaxAgeSeconds") is { } age)
            headers.AccessControlMaxAge = age.Value;
        if (Values(rule, "ExposeHeader").ToList() is { Count: > 0 } exposed)
            headers.AccessControlExposeHeaders = string.Join(", ", exposed);
        headers.Vary = new StringValues(Vary);
    }

    static IEnumerable<XElement> Rules(string configuration) => ShallowXml.Parse(configuration).Children("CORSRule");

    static bool Takes(XElement rule, string origin, string method) =>
        Values(rule, "AllowedOrigin").Any(pattern => Matches(pattern, origin))
        && Values(rule, "AllowedMethod").Contains(method);

    static Func<string, bool> Allowed(XElement rule) =>
        name => Values(rule, "AllowedHeader").Any(pattern => Matches(pattern.ToLowerInvariant(), name));

    static bool Matches(string pattern, string text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? pattern == text
            : text.Length >= pattern.Length - 1
                && text.StartsWith(pattern[..star], StringComparison.Ordinal)
                && text.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }

    static IEnumerable<string> Values(XElement rule, string name) => rule.Children(name).Select(one => one.Value);

    static AwsException BadRequest(string message) => new("BadRequest", message);

    static AwsException Forbidden(string why, string? method, string resourceType) =>
        new("AccessForbidden", $"CORSResponse: {why}", 403)
        {
            Details = new Dictionary<string, string>
            {
                ["Method"] = method ?? "OPTIONS",
                ["ResourceType"] = resourceType,
            },
        };
}
