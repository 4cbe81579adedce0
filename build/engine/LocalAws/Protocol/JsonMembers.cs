using System.Text.Json;

namespace LocalAws.Protocol;

/// <summary>Reads the members of a JSON request; a member of another type is a SerializationException.</summary>
public static class JsonMembers
{
    /// <summary>The text of that name, or null.</summary>
    public static string? Text(this JsonElement body, string name) =>
        Member(body, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw Unexpected(name),
        };

    /// <summary>The text of that name, or ValidationException.</summary>
    public static string RequiredText(this JsonElement body, string name) =>
        Text(body, name)
        ?? throw new AwsException(
            "ValidationException",
            $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null"
        );

    /// <summary>The whole number of that name, or null.</summary>
    public static int? Integer(this JsonElement body, string name) =>
        Member(body, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
            _ => throw Unexpected(name),
        };

    /// <summary>The boolean of that name, or null.</summary>
    public static bool? Boolean(this JsonElement body, string name) =>
        Member(body, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => throw Unexpected(name),
        };

    /// <summary>The texts in the array of that name; none where it is absent.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement body, string name) =>
        [
            .. Items(body, name)
                .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Unexpected(name)),
        ];

    /// <summary>The objects in the array of that name; none where it is absent.</summary>
    public static IReadOnlyList<JsonElement> Objects(this JsonElement body, string name) =>
        [.. Items(body, name).Select(item => item.ValueKind == JsonValueKind.Object ? item : throw Unexpected(name))];

    /// <summary>The object of that name, or null.</summary>
    public static JsonElement? Object(this JsonElement body, string name) =>
        Member(body, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Object } found => found,
            _ => throw Unexpected(name),
        };

    /// <summary>The object of that name as a dictionary of texts; empty where it is absent.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonElement body, string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Object(body, name)?.EnumerateObject() ?? default)
            map[member.Name] =
                member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Unexpected(name);
        return map;
    }

    /// <summary>The bytes of that name, which are base 64, or null.</summary>
    public static byte[]? Bytes(this JsonElement body, string name)
    {
        if (Text(body, name) is not { } text)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Unexpected(name);
    }

    /// <summary>An array of Key and Value as a dictionary.</summary>
    public static IReadOnlyDictionary<string, string> Tags(
        this JsonElement body,
        string name,
        string key = "Key",
        string value = "Value"
    )
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in Objects(body, name))
            tags[RequiredText(tag, key)] = Text(tag, value) ?? "";
        return tags;
    }

    static JsonElement.ArrayEnumerator Items(JsonElement body, string name) =>
        Member(body, name) switch
        {
            null => default,
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
            _ => throw Unexpected(name),
        };

    static JsonElement? Member(JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    static AwsException Unexpected(string name) =>
        new("SerializationException", $"The member {name} has an unexpected type.");
}
