using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Values;

/// <summary>
/// A tree as one text, keys in order and characters beyond ASCII escaped, and the hashes of such texts that SAM ends logical
/// ids with (AWS SAM Developer Guide, "Generated AWS CloudFormation resources").
/// </summary>
static class SortedText
{
    const int HashLength = 10;

    /// <summary>The prefix with the hash of what the id stands for; the bare prefix where that is empty.</summary>
    public static string Id(string prefix, JsonNode? data, string? hash = null) =>
        prefix
        + (
            hash is { Length: > 0 } ? hash[..Math.Min(hash.Length, HashLength)]
            : data.IsGiven() ? Hash(data.Text() ?? Of(data))[..HashLength]
            : ""
        );

    [SuppressMessage("Security", "CA5350", Justification = "Names are made of it, nothing is protected by it.")]
    public static string Hash(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, indent: null);
        return text.ToString();
    }

    /// <summary>The lines of the text, four spaces a level.</summary>
    public static IReadOnlyList<string> Lines(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, indent: 0);
        return text.ToString().Split('\n');
    }

    static void Write(StringBuilder text, JsonNode? node, int? indent)
    {
        switch (node)
        {
            case JsonObject map:
                Members(
                    text,
                    '{',
                    '}',
                    map.OrderBy(entry => entry.Key, StringComparer.Ordinal),
                    indent,
                    (entry, inner) =>
                    {
                        Quote(text, entry.Key);
                        text.Append(inner is null ? ":" : ": ");
                        Write(text, entry.Value, inner);
                    }
                );
                break;
            case JsonArray list:
                Members(text, '[', ']', list, indent, (item, inner) => Write(text, item, inner));
                break;
            case null:
                text.Append("null");
                break;
            default:
                if (node.GetValueKind() == JsonValueKind.String)
                    Quote(text, node.Text()!);
                else
                    text.Append(node.ToJsonString());
                break;
        }
    }

    static void Members<T>(
        StringBuilder text,
        char open,
        char close,
        IEnumerable<T> members,
        int? indent,
        Action<T, int?> write
    )
    {
        text.Append(open);
        var inner = indent + 1;
        var isFirst = true;
        foreach (var member in members)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            Break(text, inner);
            write(member, inner);
        }
        if (!isFirst)
            Break(text, indent);
        text.Append(close);
    }

    static void Break(StringBuilder text, int? indent)
    {
        if (indent is { } level)
            text.Append('\n').Append(' ', level * 4);
    }

    static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        text.Append('"');
    }
}
