using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace LocalAws.CodeBuild.Buildspecs;

/// <summary>Reads the nodes of a buildspec; what has another type than it should is a <see cref="BuildspecException"/>.</summary>
static class BuildspecNodes
{
    public static YamlNode? Child(this YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var child) && !IsNull(child) ? child : null;

    public static YamlMappingNode? Map(this YamlMappingNode map, string name) =>
        Child(map, name) switch
        {
            null => null,
            YamlMappingNode found => found,
            var other => throw Unexpected(name, "map", other),
        };

    public static string? Text(this YamlMappingNode map, string name) =>
        Child(map, name) switch
        {
            null => null,
            YamlScalarNode scalar => scalar.Value ?? "",
            var other => throw Unexpected(name, "string", other),
        };

    /// <summary>A switch: yes or no, true or false.</summary>
    public static bool Flag(this YamlMappingNode map, string name) =>
        Text(map, name)?.ToUpperInvariant() switch
        {
            null or "NO" or "FALSE" => false,
            "YES" or "TRUE" => true,
            var other => throw new BuildspecException($"Expected {name} to be yes or no: found {other}"),
        };

    /// <summary>A list of texts, or one text.</summary>
    public static IReadOnlyList<string> Texts(this YamlMappingNode map, string name) =>
        Child(map, name) switch
        {
            null => [],
            YamlScalarNode scalar => [scalar.Value ?? ""],
            YamlSequenceNode list => [.. list.Select((item, index) => Item(name, item, index))],
            var other => throw Unexpected(name, "list", other),
        };

    public static IReadOnlyDictionary<string, string> TextMap(this YamlMappingNode map, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Map(map, name)?.Children ?? new YamlMappingNode().Children)
            texts[Key(key)] = value is YamlScalarNode scalar
                ? scalar.Value ?? ""
                : throw Unexpected(name, "string", value);
        return texts;
    }

    /// <summary>The maps under a map, by their keys.</summary>
    public static IEnumerable<(string Key, YamlMappingNode Value)> Maps(this YamlMappingNode map)
    {
        foreach (var (key, value) in map.Children)
        {
            if (value is YamlMappingNode found)
                yield return (Key(key), found);
        }
    }

    public static string Key(YamlNode key) =>
        (key as YamlScalarNode)?.Value ?? throw new BuildspecException($"A key is not a string at line {Line(key)}");

    static string Item(string name, YamlNode item, int index) =>
        item is YamlScalarNode scalar
            ? scalar.Value ?? ""
            : throw new BuildspecException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Expected {char.ToUpperInvariant(name[0])}{name[1..]}[{index}] to be of string type: found subkeys instead at line {item.Start.Line}, value of the key tag on line {item.Start.Line - 1} might be empty"
                )
            );

    static BuildspecException Unexpected(string name, string type, YamlNode found) =>
        new($"Expected {name} to be of {type} type at line {Line(found)}");

    static string Line(YamlNode node) => node.Start.Line.ToString(CultureInfo.InvariantCulture);

    static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "" or "~" or "null" };
}
