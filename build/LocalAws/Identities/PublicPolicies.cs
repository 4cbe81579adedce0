using System.Text.Json;

namespace LocalAws.Identities;

/// <summary>Which policies of resources let everyone in, for the settings that block such.</summary>
static class PublicPolicies
{
    /// <summary>Whether a policy has a statement that allows everyone something, without a condition that narrows it.</summary>
    public static bool IsPublic(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return Members(document.RootElement.GetProperty("Statement")).Any(IsPublic);
    }

    /// <summary>Whether it is such a statement.</summary>
    public static bool IsPublic(JsonElement statement) =>
        statement.GetProperty("Effect").GetString() == "Allow"
        && !statement.TryGetProperty("Condition", out _)
        && statement.TryGetProperty("Principal", out var principal)
        && IsEveryone(principal);

    /// <summary>The items of a list, or the one thing that stands in its place.</summary>
    public static IReadOnlyList<JsonElement> Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    static bool IsEveryone(JsonElement principal) =>
        principal.ValueKind == JsonValueKind.Object
            ? principal.TryGetProperty("AWS", out var accounts) && Members(accounts).Any(IsEveryone)
            : principal.ValueKind == JsonValueKind.String && principal.GetString() == "*";
}
