using System.Text.Json.Nodes;
using Deployment;
using Deployment.Assemblies;

namespace Build.Tests.Deployment.Assemblies;

/// <summary>A Cloud Assembly with one sound stack and one asset, to be spoiled.</summary>
public sealed class HandMadeAssembly : IDisposable
{
    readonly TemporaryFolder folder = new();

    public HandMadeAssembly()
    {
        Folder = System.IO.Path.Combine(folder.Path, "cdk.out");
        Write("asset.1/index.js", "exports.handler = 1;");
        Write("App.template.json", """{ "Resources": {} }""");
        Assets = JsonNode
            .Parse(
                """
                {
                  "version": "54.0.0",
                  "files": {
                    "1": {
                      "source": { "path": "asset.1", "packaging": "zip" },
                      "destinations": {
                        "here": { "bucketName": "assets-${AWS::AccountId}", "objectKey": "1.zip", "assumeRoleArn": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/files" }
                      }
                    }
                  }
                }
                """
            )!
            .AsObject();
        Manifest = JsonNode
            .Parse(
                """
                {
                  "version": "54.0.0",
                  "artifacts": {
                    "App.assets": { "type": "cdk:asset-manifest", "properties": { "file": "App.assets.json" } },
                    "App": {
                      "type": "aws:cloudformation:stack",
                      "environment": "aws://111111111111/eu-west-1",
                      "properties": { "templateFile": "App.template.json" },
                      "dependencies": ["App.assets"]
                    }
                  }
                }
                """
            )!
            .AsObject();
    }

    public string Folder { get; }

    public JsonObject Manifest { get; }

    public JsonObject Assets { get; }

    public JsonObject Artifacts => Manifest["artifacts"]!.AsObject();

    public JsonObject Stack => Artifacts["App"]!.AsObject();

    public JsonObject Properties => Stack["properties"]!.AsObject();

    public JsonObject Source => Assets["files"]!["1"]!["source"]!.AsObject();

    public JsonObject AddStack(string id, params string[] dependencies)
    {
        var stack = Stack.DeepClone().AsObject();
        stack["dependencies"] = new JsonArray([.. dependencies.Select(name => (JsonNode)name)]);
        Artifacts[id] = stack;
        return stack;
    }

    public void Write(string name, string content) => folder.Write(System.IO.Path.Combine("cdk.out", name), content);

    public string Outside(string name, string content) => folder.Write(name, content);

    public void Save()
    {
        Write("manifest.json", Manifest.ToJsonString());
        Write("App.assets.json", Assets.ToJsonString());
    }

    public CloudAssembly Load()
    {
        Save();
        return CloudAssembly.Load(Folder);
    }

    public IReadOnlyList<Finding> Findings() => Assert.Throws<BuildException>(Load).Findings;

    public void Dispose() => folder.Dispose();
}
