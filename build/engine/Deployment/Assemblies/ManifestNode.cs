using System.Globalization;
using System.Text.Json;

namespace Deployment.Assemblies;

/// <summary>A JSON value of a manifest that knows its place, and tells a problem when what is read is not what the schema says.</summary>
sealed record ManifestNode(JsonElement Element, string File, string Path, AssemblyProblems Problems)
{
    public void Problem(FindingCode code, string what, string? next = null) =>
        Problems.Add(code, $"{File} {Path}", what, next);

    public ManifestNode? Find(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value)
            ? Child(name, value)
            : null;

    public ManifestNode? FindObject(string name) => Find(name)?.If(JsonValueKind.Object, "an object");

    public string? FindString(string name) => Find(name)?.AsString();

    /// <summary>The member, which must be there and not empty; the problem told and null otherwise.</summary>
    public string? RequireString(string name)
    {
        if (Find(name) is not { } node)
        {
            Problem(FindingCodes.InvalidManifest, $"{name} is missing");
            return null;
        }
        var text = node.AsString();
        if (text is { Length: 0 })
            node.Problem(FindingCodes.InvalidManifest, "is empty");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public bool? FindBoolean(string name)
    {
        var node = Find(name);
        if (node is null)
            return null;
        if (node.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return node.Element.GetBoolean();
        node.Unexpected("true or false");
        return null;
    }

    public int? FindInteger(string name)
    {
        var node = Find(name)?.If(JsonValueKind.Number, "a whole number");
        if (node is null)
            return null;
        if (node.Element.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) <= int.MaxValue)
            return (int)number;
        node.Unexpected("a whole number");
        return null;
    }

    public IReadOnlyList<string> Strings(string name) =>
        [.. (Find(name)?.Items() ?? []).Select(item => item.AsString()).OfType<string>()];

    public IReadOnlyDictionary<string, string> StringMap(string name) =>
        (FindObject(name)?.Members() ?? [])
            .Select(member => (member.Name, Text: member.Node.AsString()))
            .Where(member => member.Text is not null)
            .ToDictionary(member => member.Name, member => member.Text!, StringComparer.Ordinal);

    public IEnumerable<(string Name, ManifestNode Node)> Members() =>
        If(JsonValueKind.Object, "an object") is null
            ? []
            : Element.EnumerateObject().Select(member => (member.Name, Child(member.Name, member.Value)));

    public IEnumerable<ManifestNode> Items() =>
        If(JsonValueKind.Array, "a list") is null
            ? []
            : Element
                .EnumerateArray()
                .Select(
                    (item, index) =>
                        this with
                        {
                            Element = item,
                            Path = $"{Path}[{index.ToString(CultureInfo.InvariantCulture)}]",
                        }
                );

    /// <summary>True for an object; a problem is told for anything else.</summary>
    public bool IsObject() => If(JsonValueKind.Object, "an object") is not null;

    public string? AsString() => If(JsonValueKind.String, "a string")?.Element.GetString();

    public void Unexpected(string expected) =>
        Problem(FindingCodes.InvalidManifest, $"is {Describe(Element)}, expected is {expected}");

    ManifestNode? If(JsonValueKind kind, string expected)
    {
        if (Element.ValueKind == kind)
            return this;
        Unexpected(expected);
        return null;
    }

    ManifestNode Child(string name, JsonElement value) =>
        this with
        {
            Element = value,
            Path = IsIdentifier(name)
                ? $"{Path}.{name}"
                : $"{Path}[{JsonSerializer.Serialize(name, AssemblyJson.Default.String)}]",
        };

    static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    static string Describe(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => $"the number {element.GetRawText()}",
            _ => element.GetRawText(),
        };
}
