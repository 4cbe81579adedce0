using System.Globalization;
using System.Text.Json;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>
/// Reads the policies of a parameter (Systems Manager User Guide, "Assigning parameter policies in Parameter Store"): a JSON
/// array, of advanced parameters only, at most ten and one Expiration. `[{}]` removes those that there are.
/// </summary>
static class ParameterPolicies
{
    const int Most = 10;
    const string Expiration = "Expiration";
    const string Incompatible = "IncompatiblePolicyException";

    /// <summary>What notifications need: how long before or after, and in which unit.</summary>
    static readonly Dictionary<string, string[]> _attributes = new(StringComparer.Ordinal)
    {
        [Expiration] = ["Timestamp"],
        ["ExpirationNotification"] = ["Before", "Unit"],
        ["NoChangeNotification"] = ["After", "Unit"],
    };

    /// <summary>The policies that a request gives, in its order; null where it gives none, so that they stay.</summary>
    public static IReadOnlyList<ParameterPolicy>? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        using var document = Parse(text);
        var root = document.RootElement;
        if (
            root.ValueKind != JsonValueKind.Array
            || root.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object)
        )
            throw Unreadable(text);
        var policies = root.EnumerateArray().Where(item => item.EnumerateObject().Any()).Select(Read).ToList();
        if (policies.Count > Most)
        {
            throw new AwsException(
                "PoliciesLimitExceededException",
                $"You specified more than the maximum number of allowed policies for the parameter. The maximum is {Most}."
            );
        }
        var expirations = policies.Count(policy => policy.Type == Expiration);
        if (expirations > 1)
        {
            throw new AwsException(
                Incompatible,
                "There is a conflict in the policies specified for this parameter: it can have one Expiration policy only."
            );
        }
        if (expirations == 0 && policies.Exists(policy => policy.Type == "ExpirationNotification"))
        {
            throw new AwsException(
                Incompatible,
                "There is a conflict in the policies specified for this parameter: an ExpirationNotification needs an Expiration policy."
            );
        }
        return policies;
    }

    /// <summary>Throws where a standard parameter would have policies.</summary>
    public static void CheckTier(IReadOnlyList<ParameterPolicy> policies, string tier)
    {
        if (policies.Count > 0 && tier != "Advanced")
        {
            throw new AwsException(
                "ValidationException",
                "Parameter policies are supported by advanced parameters only. Upgrade the parameter to the advanced-parameter tier, or leave the policies out."
            );
        }
    }

    static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Unreadable(text);
        }
    }

    static ParameterPolicy Read(JsonElement policy)
    {
        var type = Member(policy, "Type") ?? "";
        if (!_attributes.TryGetValue(type, out var needed))
        {
            throw new AwsException(
                "InvalidPolicyTypeException",
                $"The policy type {type} isn't supported. Parameter Store supports the following policy types: Expiration, ExpirationNotification, and NoChangeNotification."
            );
        }
        var version = Member(policy, "Version");
        if (version != "1.0")
            throw Attribute("Version", version);
        if (!policy.TryGetProperty("Attributes", out var attributes) || attributes.ValueKind != JsonValueKind.Object)
            throw Attribute("Attributes", value: null);
        foreach (var name in needed)
            Check(name, Member(attributes, name));
        return new(type, policy.GetRawText())
        {
            Expires =
                type == Expiration
                && DateTimeOffset.TryParse(
                    Member(attributes, "Timestamp"),
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                )
                    ? time
                    : null,
        };
    }

    static void Check(string name, string? value)
    {
        var isRight = name switch
        {
            "Timestamp" => DateTimeOffset.TryParse(
                value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _
            ),
            "Unit" => string.Equals(value, "Days", StringComparison.OrdinalIgnoreCase)
                || string.Equals(value, "Hours", StringComparison.OrdinalIgnoreCase),
            _ => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0,
        };
        if (!isRight)
            throw Attribute(name, value);
    }

    static string? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : value.GetRawText()
            : null;

    static AwsException Attribute(string name, string? value) =>
        new("InvalidPolicyAttributeException", $"The policy attribute {name} or its value is invalid: {value}.");

    /// <summary>In the words that pytorch/test-infra 6858 shows.</summary>
    static AwsException Unreadable(string text) => new("ValidationException", $"Invalid policies input: {text}.");
}
