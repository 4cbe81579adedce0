using System.Text;

namespace LocalAws.Protocol;

/// <summary>The canonical form of a request, as "Create a signed AWS API request" in the IAM user guide defines it.</summary>
static class CanonicalRequest
{
    public static string Of(RawRequest request, Authorization authorization, string payloadHash)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method).Append('\n');
        text.Append(Path(request.Path, authorization.Scope.Service)).Append('\n');
        AppendQuery(text, request.Query);
        text.Append('\n');
        foreach (var name in authorization.SignedHeaders)
        {
            text.Append(name).Append(':');
            AppendValues(text, request, name);
            text.Append('\n');
        }
        text.Append('\n').AppendJoin(';', authorization.SignedHeaders).Append('\n').Append(payloadHash);
        return text.ToString();
    }

    /// <summary>S3 escapes its keys once; every other service escapes the path as sent once more, dot segments resolved.</summary>
    static string Path(string path, string service)
    {
        if (service is "s3" or "s3express" or "s3-outposts")
            return Escape(Uri.UnescapeDataString(path), keepSlash: true);
        return path == "/" ? path : Escape(Resolve(path), keepSlash: true);
    }

    static string Resolve(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }
        return "/" + string.Join('/', kept) + (path.EndsWith('/') && kept.Count > 0 ? "/" : "");
    }

    static void AppendQuery(StringBuilder text, QueryPairs query)
    {
        var pairs = query
            .Where(pair => pair.Key != "X-Amz-Signature")
            .Select(pair => (Name: Escape(pair.Key, keepSlash: false), Value: Escape(pair.Value, keepSlash: false)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal);
        var first = true;
        foreach (var (name, value) in pairs)
        {
            if (!first)
                text.Append('&');
            first = false;
            text.Append(name).Append('=').Append(value);
        }
    }

    static void AppendValues(StringBuilder text, RawRequest request, string name)
    {
        var first = true;
        foreach (var value in request.Headers[name])
        {
            if (!first)
                text.Append(',');
            first = false;
            AppendCollapsed(text, value.AsSpan().Trim());
        }
    }

    static void AppendCollapsed(StringBuilder text, ReadOnlySpan<char> value)
    {
        var space = false;
        foreach (var letter in value)
        {
            if (letter == ' ' && space)
                continue;
            space = letter == ' ';
            text.Append(letter);
        }
    }

    static string Escape(string text, bool keepSlash)
    {
        var escaped = Uri.EscapeDataString(text);
        return keepSlash ? escaped.Replace("%2F", "/", StringComparison.Ordinal) : escaped;
    }
}
