using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Protocol;

/// <summary>What a signature covers, as it came over the wire.</summary>
public sealed partial class RawRequest
{
    /// <summary>Reads the request line as the client sent it, escapes included.</summary>
    public RawRequest(HttpContext http)
    {
        Method = http.Request.Method;
        Headers = http.Request.Headers;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        Path = mark < 0 ? target : target[..mark];
        Query = QueryPairs.Parse(mark < 0 ? "" : target[(mark + 1)..]);
        if (!Path.StartsWith('/'))
            Path = "/";
        var host = HostOfBucket().Match(http.Request.Host.Host);
        BucketOfHost = host.Success ? host.Groups[1].Value : null;
    }

    /// <summary>The bucket that the host names, as in bucket.s3.localhost and bucket.s3.eu-west-1.amazonaws.com; null where the path does.</summary>
    public string? BucketOfHost { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The escaped path.</summary>
    public string Path { get; }

    /// <summary>The query, unescaped, in the order of the request.</summary>
    public QueryPairs Query { get; }

    /// <summary>The headers.</summary>
    public IHeaderDictionary Headers { get; }

    [GeneratedRegex(
        @"^(.+)\.s3(?:[.-](?:dualstack\.)?[a-z]+(?:-[a-z]+)+-[0-9]+)?\.(?:localhost|amazonaws\.com(?:\.cn)?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex HostOfBucket();
}
