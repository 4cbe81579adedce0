using System.Text.Json;

namespace Iam.Documents;

/// <summary>Elements that are a string or a list of strings.</summary>
static class Strings
{
    /// <param name="element">The element.</param>
    /// <param name="skipsNulls">Whether nulls in the list count for nothing, as IAM has it of resources.</param>
    public static List<string>? Of(JsonElement element, bool skipsNulls = false)
    {
        if (element.ValueKind == JsonValueKind.String)
            return [element.GetString()!];
        if (element.ValueKind != JsonValueKind.Array)
            return null;
        var items = element
            .EnumerateArray()
            .Where(item => !skipsNulls || item.ValueKind != JsonValueKind.Null)
            .ToList();
        return items.All(item => item.ValueKind == JsonValueKind.String)
            ? [.. items.Select(item => item.GetString()!)]
            : null;
    }

    /// <summary>Reads every string and name once, so that half a surrogate pair is found here and nowhere else.</summary>
    /// <exception cref="InvalidOperationException">There is one: JSON can escape it, text cannot hold it.</exception>
    public static void DemandUnicode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    DemandUnicode(member.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    DemandUnicode(item);
                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }

    /// <summary>Condition values may also be numbers and booleans.</summary>
    public static List<string>? OfScalars(JsonElement element)
    {
        JsonElement[] values = element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
        return values.All(IsScalar) ? [.. values.Select(Scalar)] : null;
    }

    /// <summary>The part of an action before its colon: a service's prefix, or "*".</summary>
    public static bool IsVendor(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '*' or '?' or '_' or '.'))
                return false;
        return true;
    }

    static bool IsScalar(JsonElement element) =>
        element.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    static string Scalar(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
