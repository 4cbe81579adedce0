using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Assemblies;

/// <summary>Writes a Cloud Assembly as the CDK does for an app of many like stacks, spread over the accounts.</summary>
/// <param name="Stacks">How many.</param>
public sealed record GeneratedAssembly(int Stacks, IReadOnlyList<string> Accounts, string Region)
{
    const string SchemaVersion = "54.0.0";

    static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    /// <param name="version">Stands in every stack: another version changes all of them.</param>
    public void Write(string folder, int version)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var artifacts = new JsonObject();
        for (var index = 0; index < Stacks; index++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Stack-{index:0000}");
            var stack = new GeneratedStack(name, Accounts[index % Accounts.Count], Region, version);
            WriteFile(folder, stack.TemplateFile, stack.Template);
            WriteFile(folder, stack.AssetsFile, stack.AssetManifest().ToJsonString(indented));
            artifacts[$"{name}.assets"] = stack.AssetManifestArtifact();
            artifacts[name] = stack.StackArtifact();
        }
        var manifest = new JsonObject { ["version"] = SchemaVersion, ["artifacts"] = artifacts };
        WriteFile(folder, "manifest.json", manifest.ToJsonString(indented));
    }

    static void WriteFile(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text);
}
