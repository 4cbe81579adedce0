using System.Text.Json.Nodes;
using Build.Tests.Deployment.Assemblies;
using Deployment;
using Deployment.Assemblies;
using Diagnosis.Requirements;

namespace Build.Tests.Diagnosis.Requirements;

/// <summary>An app of one stack as CDK synthesizes it for a bootstrapped environment, deployed from the CI/CD account.</summary>
public sealed class BootstrappedApp : IDisposable
{
    public const string Cicd = "123456789012";

    public BootstrappedApp()
    {
        var stack = Assembly.Properties;
        stack["assumeRoleArn"] = RoleWithPlaceholders("deploy-role");
        stack["cloudFormationExecutionRoleArn"] = RoleWithPlaceholders("cfn-exec-role");
        stack["stackTemplateAssetObjectUrl"] = "s3://cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}/t.json";
        stack["requiresBootstrapStackVersion"] = 6;
        stack["bootstrapStackVersionSsmParameter"] = "/cdk-bootstrap/hnb659fds/version";
        stack["lookupRole"] = new JsonObject { ["arn"] = RoleWithPlaceholders("lookup-role") };
        Destination["assumeRoleArn"] = RoleWithPlaceholders("file-publishing-role");
    }

    public HandMadeAssembly Assembly { get; } = new();

    public JsonObject Destination => Assembly.Assets["files"]!["1"]!["destinations"]!["here"]!.AsObject();

    public RequirementOptions Options { get; init; } = new() { Cicd = new TargetEnvironment(Cicd, "eu-west-1") };

    public static string Role(string name) =>
        $"arn:aws:iam::111111111111:role/cdk-hnb659fds-{name}-111111111111-eu-west-1";

    public void WriteTemplate(string template) => Assembly.Write("App.template.json", template);

    public DeploymentPlan Plan() =>
        DeploymentPlan.Create(
            Assembly.Load().Stacks,
            new DeploymentPlanOptions { SessionAccount = Cicd, SessionRegion = "eu-west-1" }
        );

    public Task<DeploymentRequirements> RequireAsync() =>
        DeploymentRequirements.OfAsync(Plan(), Options, TestContext.Current.CancellationToken);

    public void Dispose() => Assembly.Dispose();

    static string RoleWithPlaceholders(string name) =>
        $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-${{AWS::AccountId}}-${{AWS::Region}}";
}
