using System.Text.Json.Nodes;

namespace Guards;

/// <summary>
/// How deep a document may nest, whatever its format. Whoever builds a tree recurses, and so does whoever walks it: a document
/// from outside must not exhaust the stack. System.Text.Json has the same limit of its own where nobody sets another.
/// </summary>
static class Nesting
{
    public const int Deepest = 64;

    /// <summary>Says that a document nests deeper; every format's own exception says it in these words.</summary>
    public const string TooDeep = "it nests more than 64 levels deep";

    /// <summary>Whether a tree, made of what was read, nests deeper: the short forms of a template add levels.</summary>
    public static bool IsTooDeep(JsonNode? node, int levels = Deepest) =>
        node switch
        {
            JsonObject map => levels == 0 || map.Any(member => IsTooDeep(member.Value, levels - 1)),
            JsonArray list => levels == 0 || list.Any(item => IsTooDeep(item, levels - 1)),
            _ => false,
        };
}
