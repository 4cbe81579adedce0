using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>
/// A value that only the execution of a change set will tell. Joined or substituted into a text it stands in it, as change
/// sets show it; every other function of it is unknown as a whole.
/// </summary>
public static class Unknown
{
    public const string Text = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /// <summary>A value of which nothing is known: it may be a text or a list.</summary>
    public static JsonNode Value => JsonValue.Create(Text);

    public static bool IsIn(string text) => text.Contains(Text, StringComparison.Ordinal);

    public static bool IsIn(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.Any(IsIn),
            JsonObject map => map.Any(entry => IsIn(entry.Value)),
            JsonValue value => IsIn(value.AsText()),
            _ => false,
        };
}
