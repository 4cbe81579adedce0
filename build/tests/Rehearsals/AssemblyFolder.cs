using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Build.Tests.Rehearsals;

/// <summary>Writes a Cloud Assembly as the CDK does: each stack with its template, which is an asset in a bucket.</summary>
sealed class AssemblyFolder(string folder, string bucket)
{
    const string Version = "54.0.0";

    readonly JsonObject artifacts = [];

    /// <summary>What stacks and assets say of the bootstrap stack that they need.</summary>
    public JsonObject Bootstrap { get; init; } = [];

    /// <summary>Whether a template that changes becomes another object in the bucket, as the CDK has it.</summary>
    public bool HashesTemplates { get; init; }

    /// <param name="environment">Like aws://account/region.</param>
    /// <param name="publishingRole">The role that the template is published with.</param>
    /// <param name="properties">What the stack has besides its template.</param>
    public void AddStack(
        string name,
        string environment,
        string template,
        string publishingRole,
        JsonObject properties,
        params string[] dependencies
    )
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.template.json"), template);
        var key = HashesTemplates ? $"{TemplateHash(template)}.json" : $"{name}.json";
        Write($"{name}.assets.json", Assets(name, key, publishingRole));
        artifacts[$"{name}.assets"] = new JsonObject
        {
            ["type"] = "cdk:asset-manifest",
            ["properties"] = WithBootstrap(new() { ["file"] = $"{name}.assets.json" }),
        };
        properties["templateFile"] = $"{name}.template.json";
        properties["stackTemplateAssetObjectUrl"] = $"s3://{bucket}/{key}";
        artifacts[name] = new JsonObject
        {
            ["type"] = "aws:cloudformation:stack",
            ["environment"] = environment,
            ["properties"] = WithBootstrap(properties),
            ["dependencies"] = new JsonArray([$"{name}.assets", .. dependencies]),
        };
    }

    /// <summary>The assembly of a stage, in a folder of its own below; it is to be written too.</summary>
    public AssemblyFolder AddStage(string name)
    {
        artifacts[$"assembly-{name}"] = new JsonObject
        {
            ["type"] = "cdk:cloud-assembly",
            ["properties"] = new JsonObject { ["directoryName"] = $"assembly-{name}", ["displayName"] = name },
        };
        return new(Path.Combine(folder, $"assembly-{name}"), bucket) { Bootstrap = Bootstrap };
    }

    /// <summary>Writes the manifest, of all that was added.</summary>
    public void Write() =>
        Write("manifest.json", new() { ["version"] = Version, ["artifacts"] = artifacts.DeepClone() });

    JsonObject Assets(string name, string key, string publishingRole) =>
        new()
        {
            ["version"] = Version,
            ["files"] = new JsonObject
            {
                [name] = new JsonObject
                {
                    ["source"] = new JsonObject { ["path"] = $"{name}.template.json", ["packaging"] = "file" },
                    ["destinations"] = new JsonObject
                    {
                        ["here"] = new JsonObject
                        {
                            ["bucketName"] = bucket,
                            ["objectKey"] = key,
                            ["assumeRoleArn"] = publishingRole,
                        },
                    },
                },
            },
        };

    static string TemplateHash(string template) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)));

    JsonObject WithBootstrap(JsonObject properties)
    {
        foreach (var (name, value) in Bootstrap)
            properties[name] = value!.DeepClone();
        return properties;
    }

    void Write(string name, JsonObject content) =>
        File.WriteAllText(Path.Combine(folder, name), content.ToJsonString());
}
