namespace Build.Tests.Guards;

/// <summary>Documents that nest many levels deep.</summary>
static class Deep
{
    /// <summary>Around the limit, and far beyond what a stack holds.</summary>
    public static readonly int[] Levels = [62, 63, 64, 65, 20_000, 100_000];

    public static string Array(int levels) => new string('[', levels) + new string(']', levels);

    /// <summary>Objects one in the other: <c>{"a":{"a":1}}</c>.</summary>
    public static string Object(int levels) => Repeat("{\"a\":", levels) + "1" + new string('}', levels);

    public static string Xml(int levels) => Repeat("<a>", levels) + Repeat("</a>", levels);

    /// <summary>The start of each, never closed.</summary>
    public static string Torn(string opening, int levels) => Repeat(opening, levels);

    /// <summary>A template of that many levels, JSON: three of its own, the rest in a property.</summary>
    public static string Template(int levels) =>
        "{\"Resources\":{\"One\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\",\"Metadata\":"
        + Array(levels - 3)
        + "}}}";

    /// <summary>The same in YAML.</summary>
    public static string YamlTemplate(int levels) =>
        "Resources:\n  One:\n    Type: AWS::CloudFormation::WaitConditionHandle\n    Metadata: " + Array(levels - 3);

    static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
