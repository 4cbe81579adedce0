using System.Text.Json.Nodes;
using Build.Tests.Rehearsals;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>The Cloud Assembly of one stack in account1, as CDK's default synthesizer writes it.</summary>
static class PolicedApp
{
    const string Version = "/cdk-bootstrap/hnb659fds/version";
    const string Place = "${AWS::AccountId}-${AWS::Region}";

    public static void Write(string folder, params (string LogicalId, string Resource)[] resources)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var assembly = new AssemblyFolder(folder, $"cdk-hnb659fds-assets-{Place}")
        {
            HashesTemplates = true,
            Bootstrap = new()
            {
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = Version,
            },
        };
        var template = new JsonObject
        {
            ["Parameters"] = new JsonObject
            {
                ["BootstrapVersion"] = new JsonObject
                {
                    ["Type"] = "AWS::SSM::Parameter::Value<String>",
                    ["Default"] = Version,
                },
            },
            ["Resources"] = new JsonObject(
                resources.Select(one => KeyValuePair.Create(one.LogicalId, JsonNode.Parse(one.Resource)))
            ),
        };
        var text = template.ToJsonString();
        assembly.AddStack(
            "App",
            "aws://111111111111/eu-west-1",
            text,
            Role("file-publishing"),
            new JsonObject { ["assumeRoleArn"] = Role("deploy"), ["cloudFormationExecutionRoleArn"] = Role("cfn-exec") }
        );
        assembly.Write();
    }

    static string Role(string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-role-{Place}";
}
