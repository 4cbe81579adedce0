using System.Text.Json.Nodes;
using Build.Tests.Deployment;

namespace Build.Tests.Rehearsals.Apps;

/// <summary>The Cloud Assembly of somebody else's app, as CDK's default synthesizer writes it: a stack, a stage with another, accounts of its own.</summary>
static class ForeignApp
{
    public const string Account = "333333333333";
    public const string StageAccount = "444444444444";
    const string Place = "${AWS::AccountId}-${AWS::Region}";

    /// <param name="qualifier">Of the bootstrap stacks that it needs.</param>
    public static void Write(string folder, string qualifier)
    {
        var assembly = new AssemblyFolder(folder, $"cdk-{qualifier}-assets-{Place}")
        {
            Bootstrap = new()
            {
                ["requiresBootstrapStackVersion"] = 6,
                ["bootstrapStackVersionSsmParameter"] = $"/cdk-bootstrap/{qualifier}/version",
            },
        };
        Add(assembly, qualifier, "Shop", $"aws://{Account}/eu-central-1");
        var stage = assembly.AddStage("Prod");
        Add(stage, qualifier, "Prod-Shop", $"aws://{StageAccount}/us-east-1");
        stage.Write();
        assembly.Write();
    }

    static void Add(AssemblyFolder assembly, string qualifier, string name, string environment) =>
        assembly.AddStack(
            name,
            environment,
            Templates.Parameter($"/{name}"),
            Role(qualifier, "file-publishing"),
            new JsonObject
            {
                ["assumeRoleArn"] = Role(qualifier, "deploy"),
                ["cloudFormationExecutionRoleArn"] = Role(qualifier, "cfn-exec"),
            }
        );

    static string Role(string qualifier, string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-{qualifier}-{name}-role-{Place}";
}
