using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Endurance.Arenas;

/// <summary>Edits the templates of a Cloud Assembly as an edit of the app would, so that there is something to deploy.</summary>
sealed class AssemblyEditor(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>Gives each stack a parameter of that value, and its template the name that follows from its contents.</summary>
    public void Edit(string value)
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.template.json", SearchOption.AllDirectories).ToList())
        {
            var text = File.ReadAllText(file);
            var template = JsonNode.Parse(text)!.AsObject();
            if (template["Resources"] is not JsonObject resources)
                continue;
            resources["Endurance"] = new JsonObject
            {
                ["Type"] = "AWS::SSM::Parameter",
                ["Properties"] = new JsonObject { ["Type"] = "String", ["Value"] = value },
            };
            var edited = template.ToJsonString();
            File.WriteAllText(file, edited);
            Rename(Path.GetDirectoryName(file)!, KeyOf(file), Hash(edited));
        }
    }

    /// <summary>The key of a template in its stack's asset manifest, without the ending.</summary>
    static string? KeyOf(string template)
    {
        var assets = template.Replace(".template.json", ".assets.json", StringComparison.Ordinal);
        if (!File.Exists(assets) || JsonNode.Parse(File.ReadAllText(assets))!["files"] is not JsonObject files)
            return null;
        return files.FirstOrDefault(one => (string?)one.Value!["source"]?["path"] == Path.GetFileName(template)).Key;
    }

    static void Rename(string folder, string? before, string after)
    {
        if (before is null)
            return;
        foreach (
            var file in Directory
                .EnumerateFiles(folder, "*.json")
                .Where(file =>
                    file.EndsWith("manifest.json", StringComparison.Ordinal)
                    || file.EndsWith(".assets.json", StringComparison.Ordinal)
                )
                .ToList()
        )
            File.WriteAllText(file, File.ReadAllText(file).Replace(before, after, StringComparison.Ordinal));
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
