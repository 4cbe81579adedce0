using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>Whether an answer is a whole one of AWS's, by its head and by where its body begins and ends.</summary>
static class AnswerShape
{
    static readonly SearchValues<byte> nameEnds = SearchValues.Create(" />\t\r\n"u8);
    static readonly string[] throttling = ["SlowDown", "Throttl", "RequestLimitExceeded", "TooManyRequests"];

    /// <summary>Null for an answer that AWS meant to give.</summary>
    public static (TroubleKind Kind, string Reason)? ProblemOf(HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        var status = $"HTTP status {(int)answer.StatusCode}";
        // Where somebody else answers, the answer has no request id: every one of AWS's has.
        if (!answer.Headers.Any(header => IsRequestId(header.Key)))
        {
            if (answer.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest)
                return (
                    TroubleKind.Stranger,
                    $"{status} to {answer.Headers.Location?.GetLeftPart(UriPartial.Path) ?? "nowhere"}, not an answer of AWS"
                );
            if (IsPage(answer, body))
                return (TroubleKind.Stranger, $"{status} with an HTML page, not an answer of AWS");
            if (answer.StatusCode == HttpStatusCode.ProxyAuthenticationRequired)
                return (TroubleKind.Proxy, $"{status}, the proxy asks for a user and a password");
        }
        // AWS has none of that status: the local one says by it that it has no room, which does not pass.
        if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.InsufficientStorage)
            return ErrorOf(body) is { } error
                ? throttling.Any(word => error.Contains(word, StringComparison.Ordinal))
                    ? null
                    : (TroubleKind.Unreachable, $"{status}, {error}")
                : (TroubleKind.Unreachable, status);
        return answer.StatusCode == HttpStatusCode.OK && IsCut(answer, body)
            ? (
                TroubleKind.Unreachable,
                body.IsEmpty ? $"{status} with an empty body" : $"{status}, the answer is cut off"
            )
            : null;
    }

    static bool IsRequestId(string header) =>
        header.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase)
        && header.EndsWith("id", StringComparison.OrdinalIgnoreCase);

    static bool IsPage(HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        if (answer.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
            return true;
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 64)]).TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    static bool IsCut(HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        // Only these are asked for something: what is put or deleted may be answered with nothing.
        if (answer.RequestMessage?.Method is { } method && method != HttpMethod.Get && method != HttpMethod.Post)
            return false;
        if (body.IsEmpty)
            return true;
        var kind = answer.Content.Headers.ContentType?.MediaType ?? "";
        return kind.Contains("json", StringComparison.Ordinal)
            ? !IsWholeJson(body)
            : kind.EndsWith("xml", StringComparison.Ordinal) && !IsWholeXml(body);
    }

    static bool IsWholeJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The last tag closes the first.</summary>
    static bool IsWholeXml(ReadOnlySpan<byte> body)
    {
        for (var rest = body; ; )
        {
            var open = rest.IndexOf((byte)'<');
            if (open < 0 || open + 1 == rest.Length)
                return false;
            rest = rest[(open + 1)..];
            if (rest[0] is (byte)'?' or (byte)'!')
                continue;
            var end = rest.IndexOfAny(nameEnds);
            if (end < 0)
                return false;
            var name = Encoding.UTF8.GetString(rest[..end]);
            var tail = Encoding.UTF8.GetString(body[Math.Max(0, body.Length - name.Length - 16)..]).TrimEnd();
            return tail.EndsWith($"</{name}>", StringComparison.Ordinal)
                || (
                    tail.EndsWith("/>", StringComparison.Ordinal)
                    && rest.IndexOf((byte)'>') == rest.TrimEnd("\r\n "u8).Length - 1
                );
        }
    }

    /// <summary>The code and message of an error answer, of either protocol; null where there is none.</summary>
    static string? ErrorOf(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4096)]);
        var code = Between(text, "<Code>", "<") ?? Between(text, "\"__type\":\"", "\"");
        var message = Between(text, "<Message>", "<") ?? Between(text, "\"message\":\"", "\"");
        return code is null ? null
            : message is null ? code
            : $"{code}: {message}";
    }

    static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        start += before.Length;
        var end = text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}
