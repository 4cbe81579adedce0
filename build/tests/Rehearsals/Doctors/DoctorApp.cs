using System.Text.Json.Nodes;
using Build.Tests.LocalAws;
using LocalAws;
using Settings;

namespace Build.Tests.Rehearsals.Doctors;

/// <summary>An app of one stack for each environment as CDK's default synthesizer writes it, and settings that name them.</summary>
static class DoctorApp
{
    const string Bucket = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}";

    /// <summary>The secret that the stack of environment "secret" reads.</summary>
    public const string SecretName = "doctor/token";

    public static JsonObject Settings(IEnumerable<(string Name, string Account)> environments)
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "build/settings.json")))!;
        settings["cicd"] = new JsonObject { ["account"] = LocalWorld.Management, ["region"] = DoctorWorld.Region };
        settings["organization"] = DoctorWorld.Organization;
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

    /// <summary>The settings' section that gives the local AWS such policies.</summary>
    public static JsonObject LocalAws(IEnumerable<ServiceControlPolicy> policies) =>
        new()
        {
            ["serviceControlPolicies"] = new JsonArray([
                .. policies.Select(policy =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = policy.Name,
                            ["policy"] = JsonNode.Parse(policy.Document),
                            ["accounts"] = new JsonArray([.. policy.Accounts.Select(id => (JsonNode)id)]),
                        }
                ),
            ]),
        };

    public static void Write(string folder, IEnumerable<(string Name, string Account)> environments)
    {
        var assembly = new AssemblyFolder(folder, Bucket)
        {
            Bootstrap = new JsonObject
            {
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version",
            },
        };
        foreach (var (name, account) in environments)
            assembly.AddStack(
                name,
                $"aws://{account}/{DoctorWorld.Region}",
                Template(name).ToJsonString(),
                Role("file-publishing-role"),
                new JsonObject
                {
                    ["assumeRoleArn"] = Role("deploy-role"),
                    ["cloudFormationExecutionRoleArn"] = Role("cfn-exec-role"),
                    ["lookupRole"] = new JsonObject { ["arn"] = Role("lookup-role") },
                }
            );
        assembly.Write();
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

    static string Role(string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-${{AWS::AccountId}}-${{AWS::Region}}";
}
