using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Build.Tests.Bootstrappers;

namespace Build.Tests.Settings;

/// <summary>The schema explains each field of the settings to whoever edits them.</summary>
public sealed class SettingsSchemaTests
{
    static readonly JsonObject schema = JsonNode
        .Parse(File.ReadAllText(Path.Combine(Repository.Root, "build", "settings.schema.json")))!
        .AsObject();

    /// <summary>Every field, by its path.</summary>
    static readonly IReadOnlyList<(string Path, JsonObject Field)> fields = [.. FieldsOf(schema, "$")];

    [Fact]
    public void Field_Any_IsExplainedInASentence() =>
        Assert.All(fields, field => Assert.Matches(@"^[A-Z{].*\.$", Text(field.Field, "description") ?? field.Path));

    [Fact]
    public void Field_WithAFreeValue_HasAnExample() =>
        Assert.All(
            fields.Where(field => Text(field.Field, "type") is "string" or "integer" or "number"),
            field =>
                Assert.True(
                    Find(field.Field, "examples") is not null
                        || Find(field.Field, "enum") is not null
                        || Find(field.Field, "default") is not null,
                    field.Path
                )
        );

    [Fact]
    public void Example_Any_FitsItsPattern() =>
        Assert.All(
            fields.Where(field =>
                Find(field.Field, "examples") is not null && Text(field.Field, "pattern") is not null
            ),
            field =>
                Assert.All(
                    Find(field.Field, "examples")!.AsArray(),
                    example => Assert.Matches(new Regex(Text(field.Field, "pattern")!), example!.ToString())
                )
        );

    static IEnumerable<(string, JsonObject)> FieldsOf(JsonObject node, string path) =>
        node.SelectMany(member =>
            (member.Key, member.Value) switch
            {
                ("properties", JsonObject properties) => properties.SelectMany(property =>
                    FieldsOf(property.Value!.AsObject(), $"{path}.{property.Key}")
                        .Prepend(($"{path}.{property.Key}", property.Value!.AsObject()))
                ),
                ("oneOf", JsonArray alternatives) => alternatives.SelectMany(one => FieldsOf(one!.AsObject(), path)),
                ("$defs", JsonObject definitions) => definitions.SelectMany(one =>
                    FieldsOf(one.Value!.AsObject(), $"#{one.Key}")
                ),
                ("items" or "additionalProperties", JsonObject inner) => FieldsOf(inner, $"{path}[]"),
                _ => [],
            }
        );

    static string? Text(JsonObject field, string keyword) => Find(field, keyword)?.ToString();

    /// <summary>What the field says itself, else the definition that it refers to.</summary>
    static JsonNode? Find(JsonObject field, string keyword) =>
        field[keyword]
        ?? (field["$ref"]?.ToString() is { } reference ? schema["$defs"]![reference.Split('/')[^1]]![keyword] : null);
}
