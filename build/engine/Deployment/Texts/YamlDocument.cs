using System.Text.Json.Nodes;
using Deployment.Stacks;

namespace Deployment.Texts;

/// <summary>Reads YAML into JSON, with the guards that templates are read with.</summary>
public static class YamlDocument
{
    /// <param name="text">A mapping.</param>
    /// <param name="place">What messages call it.</param>
    /// <exception cref="BuildException">UnreadableDocument.</exception>
    public static JsonObject Read(string text, string place) => TemplateReader.Read(text, place);
}
