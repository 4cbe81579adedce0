using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>What stands in a change set for a value that only its execution will tell.</summary>
public static class Unknown
{
    public const string Text = "{{changeSet:KNOWN_AFTER_APPLY}}";

    public static bool IsIn(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.Any(IsIn),
            JsonObject map => map.Any(entry => IsIn(entry.Value)),
            JsonValue value => value.AsText().Contains(Text, StringComparison.Ordinal),
            _ => false,
        };
}
