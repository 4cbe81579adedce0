using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.S3.Forms;

/// <summary>
/// The policy of a form: until when it holds, and what fields and file have to be like (S3 API Reference, "POST Policy").
/// </summary>
sealed class PostPolicy
{
    const long MostOfFile = 5L << 30;

    /// <summary>The fields that no condition has to name.</summary>
    static readonly HashSet<string> _free = new(StringComparer.OrdinalIgnoreCase)
    {
        "AWSAccessKeyId",
        "signature",
        "x-amz-signature",
        "policy",
        "file",
    };

    readonly DateTimeOffset _expiration;
    readonly List<(string Operator, string Field, string Value, JsonNode Text)> _conditions = [];

    PostPolicy(DateTimeOffset expiration) => _expiration = expiration;

    /// <summary>The fewest bytes that the file may have.</summary>
    public long Least { get; private set; }

    /// <summary>The most bytes that the file may have.</summary>
    public long Most { get; private set; } = MostOfFile;

    /// <summary>Reads a policy of base 64, or throws InvalidPolicyDocument.</summary>
    public static PostPolicy Parse(string text)
    {
        var document = Json(text);
        var expires = document["expiration"] ?? throw Invalid("Policy missing expiration.");
        var conditions = document["conditions"] ?? throw Invalid("Policy missing conditions.");
        if (document.FirstOrDefault(member => member.Key is not ("expiration" or "conditions")).Key is { } other)
            throw Invalid($"Unexpected: '{other}'");
        if (
            expires is not JsonValue
            || !DateTimeOffset.TryParseExact(
                expires.ToString(),
                ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var expiration
            )
        )
            throw Invalid($"Invalid 'expiration' value: '{expires}'");
        if (conditions is not JsonArray { Count: > 0 } list)
            throw Invalid("Invalid 'conditions' value: must be a List.");
        var policy = new PostPolicy(expiration);
        foreach (var condition in list)
            policy.Add(condition);
        return policy;
    }

    /// <summary>Throws AccessDenied unless the fields are as the policy demands, and none is there besides.</summary>
    public void Check(IReadOnlyDictionary<string, string> fields, string bucket, DateTimeOffset now)
    {
        if (now >= _expiration)
            throw Denied("Policy expired.");
        foreach (var (kind, field, value, text) in _conditions)
        {
            var given = field == "bucket" ? bucket : fields.GetValueOrDefault(field);
            var holds = kind == "eq" ? given == value : given?.StartsWith(value, StringComparison.Ordinal) == true;
            if (!holds)
                throw Denied($"Policy Condition failed: {text.ToJsonString()}");
        }
        var named = _conditions.Select(condition => condition.Field).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var extra = fields.Keys.FirstOrDefault(field =>
            !_free.Contains(field)
            && !named.Contains(field)
            && !field.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase)
        );
        if (extra is not null)
            throw Denied($"Extra input fields: {extra.ToLowerInvariant()}");
    }

    void Add(JsonNode? condition)
    {
        if (condition is JsonObject { Count: 1 } pair && pair.First() is { Value: JsonValue value } only)
            _conditions.Add(("eq", Field(only.Key), value.ToString(), new JsonArray("eq", "$" + only.Key, $"{value}")));
        else if (condition is JsonArray { Count: 3 } triple && triple[0] is JsonValue kind)
            Add(kind.ToString().ToLowerInvariant(), triple);
        else
            throw Invalid(
                condition is JsonObject
                    ? "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
                    : $"Invalid Condition: '{condition}'"
            );
    }

    void Add(string kind, JsonArray triple)
    {
        var (first, second) = (triple[1]?.ToString() ?? "", triple[2]?.ToString() ?? "");
        if (kind == "content-length-range")
        {
            if (!IsCount(first, out var least) || !IsCount(second, out var most))
                throw Invalid("Invalid content-length-range: must be two integers.");
            (Least, Most) = (Math.Max(Least, least), Math.Min(Most, most));
        }
        else if (kind is "eq" or "starts-with" && first.StartsWith('$'))
            _conditions.Add((kind, Field(first[1..]), second, triple));
        else
            throw Invalid($"Invalid Condition: unknown operation '{kind}'.");
    }

    static bool IsCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    static string Field(string name) => name.ToLowerInvariant();

    static JsonObject Json(string text)
    {
        try
        {
            return JsonNode.Parse(Convert.FromBase64String(text)) as JsonObject ?? throw Invalid("Invalid JSON.");
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException)
        {
            throw Invalid("Invalid JSON.");
        }
    }

    static AwsException Invalid(string why) => new("InvalidPolicyDocument", $"Invalid Policy: {why}");

    static AwsException Denied(string why) => new("AccessDenied", $"Invalid according to Policy: {why}", 403);
}
