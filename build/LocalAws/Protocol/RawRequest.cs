using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Protocol;

/// <summary>What a signature covers, as it came over the wire.</summary>
public sealed class RawRequest
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
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The escaped path.</summary>
    public string Path { get; }

    /// <summary>The query, unescaped, in the order of the request.</summary>
    public QueryPairs Query { get; }

    /// <summary>The headers.</summary>
    public IHeaderDictionary Headers { get; }
}
