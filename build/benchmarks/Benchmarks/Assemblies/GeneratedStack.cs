using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Assemblies;

/// <summary>One stack as the CDK's default synthesizer writes it: a template with some SSM parameters, which is an asset too.</summary>
sealed class GeneratedStack
{
    const string Qualifier = "hnb659fds";
    const int Resources = 5;

    static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    readonly string name;
    readonly string account;
    readonly string region;
    readonly string hash;

    public GeneratedStack(string name, string account, string region, int version)
    {
        (this.name, this.account, this.region) = (name, account, region);
        Template = TemplateOf(name, version).ToJsonString(indented);
        hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Template)));
    }

    public string Template { get; }

    public string TemplateFile => $"{name}.template.json";

    public string AssetsFile => $"{name}.assets.json";

    string Bucket => $"cdk-{Qualifier}-assets-{account}-{region}";

    public JsonObject StackArtifact() =>
        new()
        {
            ["type"] = "aws:cloudformation:stack",
            ["environment"] = $"aws://{account}/{region}",
            ["properties"] = new JsonObject
            {
                ["templateFile"] = TemplateFile,
                ["terminationProtection"] = false,
                ["validateOnSynth"] = false,
                ["assumeRoleArn"] = Role("deploy"),
                ["cloudFormationExecutionRoleArn"] = Role("cfn-exec"),
                ["stackTemplateAssetObjectUrl"] = $"s3://{Bucket}/{hash}.json",
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = $"/cdk-bootstrap/{Qualifier}/version",
                ["additionalDependencies"] = new JsonArray($"{name}.assets"),
                ["lookupRole"] = new JsonObject
                {
                    ["arn"] = Role("lookup"),
                    ["requiresBootstrapStackVersion"] = 8,
                    ["bootstrapStackVersionSsmParameter"] = $"/cdk-bootstrap/{Qualifier}/version",
                },
                ["stackName"] = name,
            },
            ["dependencies"] = new JsonArray($"{name}.assets"),
            ["displayName"] = name,
        };

    public JsonObject AssetManifestArtifact() =>
        new()
        {
            ["type"] = "cdk:asset-manifest",
            ["properties"] = new JsonObject
            {
                ["file"] = AssetsFile,
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = $"/cdk-bootstrap/{Qualifier}/version",
            },
        };

    public JsonObject AssetManifest() =>
        new()
        {
            ["version"] = "54.0.0",
            ["files"] = new JsonObject
            {
                [hash] = new JsonObject
                {
                    ["displayName"] = $"{name} Template",
                    ["source"] = new JsonObject { ["path"] = TemplateFile, ["packaging"] = "file" },
                    ["destinations"] = new JsonObject
                    {
                        [$"{account}-{region}"] = new JsonObject
                        {
                            ["bucketName"] = Bucket,
                            ["objectKey"] = $"{hash}.json",
                            ["region"] = region,
                            ["assumeRoleArn"] = Role("file-publishing"),
                        },
                    },
                },
            },
            ["dockerImages"] = new JsonObject(),
        };

    string Role(string purpose) =>
        $"arn:${{AWS::Partition}}:iam::{account}:role/cdk-{Qualifier}-{purpose}-role-{account}-{region}";

    static JsonObject TemplateOf(string name, int version)
    {
        var resources = new JsonObject();
        for (var index = 0; index < Resources; index++)
        {
            resources[$"Parameter{index}"] = new JsonObject
            {
                ["Type"] = "AWS::SSM::Parameter",
                ["Properties"] = new JsonObject
                {
                    ["Name"] = $"/{name}/parameter-{index}",
                    ["Type"] = "String",
                    ["Value"] = $"version {version}",
                },
                ["Metadata"] = new JsonObject { ["aws:cdk:path"] = $"{name}/Parameter{index}/Resource" },
            };
        }
        return new JsonObject
        {
            ["Resources"] = resources,
            ["Parameters"] = new JsonObject
            {
                ["BootstrapVersion"] = new JsonObject
                {
                    ["Type"] = "AWS::SSM::Parameter::Value<String>",
                    ["Default"] = $"/cdk-bootstrap/{Qualifier}/version",
                    ["Description"] =
                        "Version of the CDK Bootstrap resources in this environment, automatically retrieved from SSM Parameter Store. [cdk:skip]",
                },
            },
        };
    }
}
