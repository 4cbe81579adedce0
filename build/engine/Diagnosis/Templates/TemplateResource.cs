using System.Text.Json.Nodes;

namespace Diagnosis.Templates;

/// <summary>A resource of a template, its properties as written.</summary>
public sealed record TemplateResource(string LogicalId, string Type, JsonObject Properties, string? MetadataPath)
{
    /// <summary>The path of the construct that it belongs to, without the "Resource" at its end; the logical id where the template does not say.</summary>
    public string ConstructPath
    {
        get
        {
            const string Default = "/Resource";
            return MetadataPath is not { } path ? LogicalId
                : path.EndsWith(Default, StringComparison.Ordinal) ? path[..^Default.Length]
                : path;
        }
    }
}
