using System.Text.Json.Nodes;
using Build.Tests.LocalAws;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>An app of one stack for each environment as CDK's default synthesizer writes it, and settings that name them.</summary>
static class DoctorApp
{
    const string Bucket = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}";
    const string Version = "54.0.0";

    /// <summary>The secret that the stack of environment "secret" reads.</summary>
    public const string SecretName = "doctor/token";

    public static JsonObject Settings(IEnumerable<(string Name, string Account)> environments)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "build/settings.json")))!;
        settings["cicd"] = new JsonObject { ["account"] = LocalWorld.Management, ["region"] = DoctorWorld.Region };
        settings["environments"] = new JsonArray([
            .. environments.Select(environment =>
                (JsonNode)
                    new JsonObject
                    {
                        ["name"] = environment.Name,
                        ["account"] = environment.Account,
                        ["region"] = DoctorWorld.Region,
                    }
            ),
        ]);
        return (JsonObject)settings;
    }

    public static void Write(string folder, IEnumerable<(string Name, string Account)> environments)
    {
        Directory.CreateDirectory(folder);
        var artifacts = new JsonObject();
        foreach (var (name, account) in environments)
        {
            WriteJson(folder, $"{name}.template.json", Template(name));
            WriteJson(folder, $"{name}.assets.json", Assets(name));
            artifacts[$"{name}.assets"] = new JsonObject
            {
                ["type"] = "cdk:asset-manifest",
                ["properties"] = new JsonObject
                {
                    ["file"] = $"{name}.assets.json",
                    ["requiresBootstrapStackVersion"] = 6,
                    ["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version",
                },
            };
            artifacts[name] = Stack(name, account);
        }
        WriteJson(folder, "manifest.json", new JsonObject { ["version"] = Version, ["artifacts"] = artifacts });
    }

    static JsonObject Template(string name) =>
        new()
        {
            ["Resources"] = new JsonObject
            {
                ["Value"] = new JsonObject
                {
                    ["Type"] = "AWS::SSM::Parameter",
                    ["Properties"] = new JsonObject
                    {
                        ["Name"] = $"/doctor/{name}",
                        ["Type"] = "String",
                        ["Value"] =
                            name == "secret" ? $"{{{{resolve:secretsmanager:{SecretName}:SecretString:value}}}}" : "1",
                    },
                },
            },
        };

    static JsonObject Assets(string name) =>
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
                            ["bucketName"] = Bucket,
                            ["objectKey"] = $"{name}.json",
                            ["assumeRoleArn"] = Role("file-publishing-role"),
                        },
                    },
                },
            },
        };

    static JsonObject Stack(string name, string account) =>
        new()
        {
            ["type"] = "aws:cloudformation:stack",
            ["environment"] = $"aws://{account}/{DoctorWorld.Region}",
            ["properties"] = new JsonObject
            {
                ["templateFile"] = $"{name}.template.json",
                ["stackTemplateAssetObjectUrl"] = $"s3://{Bucket}/{name}.json",
                ["assumeRoleArn"] = Role("deploy-role"),
                ["cloudFormationExecutionRoleArn"] = Role("cfn-exec-role"),
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version",
                ["lookupRole"] = new JsonObject { ["arn"] = Role("lookup-role") },
            },
            ["dependencies"] = new JsonArray($"{name}.assets"),
        };

    static string Role(string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-${{AWS::AccountId}}-${{AWS::Region}}";

    static void WriteJson(string folder, string name, JsonObject content) =>
        File.WriteAllText(Path.Combine(folder, name), content.ToJsonString());
}
