using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deployment.Stacks;

/// <summary>A CloudFormation template: its text as it stands, and what it says.</summary>
public sealed class TemplateDocument
{
    /// <summary>Longer templates go through S3.</summary>
    public const int LongestBody = 51_200;

    readonly Lazy<JsonObject> content;

    /// <param name="place">Where it stands, for an error: its file, or the stack that has it.</param>
    public TemplateDocument(string text, string? place = null)
    {
        Text = text;
        content = new Lazy<JsonObject>(() => TemplateReader.Read(text, place));
    }

    public static async Task<TemplateDocument> LoadAsync(string file, CancellationToken cancellationToken) =>
        new(await File.ReadAllTextAsync(file, cancellationToken), file);

    public string Text { get; }

    /// <summary>The template parsed; short forms of YAML written out.</summary>
    /// <exception cref="BuildException">It cannot be read.</exception>
    public JsonObject Content => content.Value;

    /// <summary>The text without insignificant white space, where it is JSON.</summary>
    public string Compact =>
        IsJson
            ? Content.ToJsonString(
                new JsonSerializerOptions
                {
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
            : Text;

    public bool FitsInBody =>
        Encoding.UTF8.GetByteCount(Text) <= LongestBody || Encoding.UTF8.GetByteCount(Compact) <= LongestBody;

    /// <summary>The text to send along: as it stands if it is short enough, otherwise without white space.</summary>
    public string Body => Encoding.UTF8.GetByteCount(Text) <= LongestBody ? Text : Compact;

    public IReadOnlyList<DeclaredParameter> Parameters =>
        [
            .. Section("Parameters")
                .Select(parameter => new DeclaredParameter(
                    parameter.Key,
                    parameter.Value?["Type"]?.ToString() ?? "String",
                    parameter.Value?["Default"] is not null,
                    parameter.Value?["Description"]?.ToString() ?? ""
                )
                {
                    Default = parameter.Value?["Default"]?.ToString(),
                    NoEcho = parameter.Value?["NoEcho"]?.ToString() == "true",
                }),
        ];

    /// <summary>CloudFormation takes no template without a resource.</summary>
    public bool HasResources => Section("Resources").Count > 0;

    /// <summary>Nothing of the text is lost when CloudFormation reads it back.</summary>
    public bool IsAscii => Ascii.IsValid(Text);

    /// <summary>Tells templates apart that CloudFormation reads back alike.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Compact)))[..12];

    public JsonObject Section(string name) => Content[name] as JsonObject ?? [];

    /// <summary>Says the same as another; the order of keys does not count.</summary>
    public bool SaysTheSameAs(TemplateDocument other) =>
        Text == other.Text || JsonNode.DeepEquals(Content, other.Content);

    /// <summary>What the template amounts to depends on more than its text: an included file or somebody's macro.</summary>
    public bool DependsOnMacros =>
        Text.Contains("AWS::Include", StringComparison.Ordinal)
        || Text.Contains("Fn::Transform", StringComparison.Ordinal)
        || Transforms.Any(name => !name.StartsWith("AWS::", StringComparison.Ordinal));

    /// <summary>The macros and transforms of the whole template.</summary>
    public IEnumerable<string> Transforms =>
        Content["Transform"] switch
        {
            JsonArray list => list.OfType<JsonNode>().Select(item => item.ToString()),
            JsonValue one => [one.ToString()],
            _ => [],
        };

    bool IsJson => Text.AsSpan().TrimStart().StartsWith("{");
}

/// <summary>A parameter that a template declares.</summary>
public sealed record DeclaredParameter(string Name, string Type, bool HasDefault, string Description)
{
    public string? Default { get; init; }

    /// <summary>Its value is not to be shown, and CloudFormation does not read it back.</summary>
    public bool NoEcho { get; init; }

    /// <summary>Its value is the name of a parameter in the SSM parameter store.</summary>
    public bool IsStored => Type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    /// <summary>
    /// Its value comes from the SSM parameter store and may be another today. CDK marks those for which that does not matter,
    /// such as BootstrapVersion, with [cdk:skip] in their description.
    /// </summary>
    public bool MayHaveChanged =>
        Type.StartsWith("AWS::SSM::Parameter::", StringComparison.Ordinal)
        && !Description.Contains("[cdk:skip]", StringComparison.Ordinal);
}
