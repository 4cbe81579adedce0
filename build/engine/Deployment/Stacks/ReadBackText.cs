using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deployment.Stacks;

/// <summary>
/// Text as CloudFormation reads it back: GetTemplate and DescribeStacks give a question mark for each character that is not
/// ASCII (its coverage roadmap, issues 814 and 1220).
/// </summary>
static class ReadBackText
{
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.IsAscii ? (char)rune.Value : '?');
        return result.ToString();
    }

    /// <summary>Whether a text that was read back may be this one.</summary>
    public static bool MayBe(string? text, string? readBack) =>
        text == readBack || (text is not null && Of(text) == readBack);

    /// <summary>The same of JSON, strings and names alike; the order of members does not count.</summary>
    public static bool MayBe(JsonNode? value, JsonNode? readBack) =>
        (value, readBack) switch
        {
            (null, null) => true,
            (JsonObject one, JsonObject other) => one.Count == other.Count
                && one.All(member => Find(other, member.Key, out var found) && MayBe(member.Value, found)),
            (JsonArray one, JsonArray other) => one.Count == other.Count
                && one.Zip(other).All(pair => MayBe(pair.First, pair.Second)),
            (JsonValue one, JsonValue other) when IsText(one) && IsText(other) => MayBe(
                one.GetValue<string>(),
                other.GetValue<string>()
            ),
            _ => JsonNode.DeepEquals(value, readBack),
        };

    static bool Find(JsonObject readBack, string name, out JsonNode? found) =>
        readBack.TryGetPropertyValue(name, out found) || readBack.TryGetPropertyValue(Of(name), out found);

    static bool IsText(JsonValue value) => value.GetValueKind() == JsonValueKind.String;
}
