using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>
/// A text in place of what only a function that is not run would tell, an attribute of a custom resource: a text, a number, a
/// block of addresses, a list. It is known by a mark, so that functions and properties take it as whatever they need.
/// </summary>
static class OpenValue
{
    /// <summary>Hexadecimal digits, for ids consist of those.</summary>
    public const string Mark = "10ca10be";

    /// <summary>Hexadecimal digits with the mark, the same for the same seed.</summary>
    public static string Id(string seed) => Stacks.PhysicalIds.Hash(seed)[..9] + Mark;

    public static bool IsIn(string text) => text.Contains(Mark, StringComparison.Ordinal);

    /// <summary>Whether it is such a text, which may stand for a list, or a list of what such a text was split into.</summary>
    public static bool IsIn(JsonNode? node) =>
        node switch
        {
            JsonValue value => IsIn(value.AsText()),
            JsonArray list => list.Any(IsIn),
            _ => false,
        };
}
