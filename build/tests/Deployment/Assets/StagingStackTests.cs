using System.Text.Json.Nodes;
using Build.Tests.Rehearsals;
using Deployment;
using Deployment.Assemblies;

namespace Build.Tests.Deployment.Assets;

/// <summary>Assets that go into a bucket that a stack of the same app makes, as CDK's AppStagingSynthesizer has it.</summary>
public sealed class StagingStackTests : IDisposable
{
    const string Bucket = "app-staging";
    const string Role = "arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole";

    readonly TemporaryFolder folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task DeployAsync_BucketThatAStackMakes_IsPublishedToOnceItIsThere()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var plan = Plan();

        var first = await world.Deployer().DeployAsync(plan, Cancellation);
        var again = await world.Deployer().DeployAsync(plan, Cancellation);

        Assert.All([first, again], report => Assert.True(report.Succeeded, string.Join("\n", report.Stacks)));
        Assert.Equal(AssetOutcome.Published, Assert.Single(first.Assets).Outcome);
        Assert.All(again.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
    }

    DeploymentPlan Plan()
    {
        var assembly = new AssemblyFolder(folder.At("cdk.out"), Bucket);
        const string Environment = "aws://111111111111/eu-west-1";
        assembly.AddStack(
            "Staging",
            Environment,
            """{"Resources":{"Bucket":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":"app-staging"}}}}""",
            Role,
            new JsonObject { ["assumeRoleArn"] = Role }
        );
        assembly.AddStack(
            "App",
            Environment,
            Templates.Parameter("/app"),
            Role,
            new() { ["assumeRoleArn"] = Role },
            "Staging"
        );
        assembly.Write();
        var file = folder.At("cdk.out/manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        var artifacts = manifest["artifacts"]!;
        artifacts["App.assets"]!["dependencies"] = new JsonArray("Staging");
        // The template of the stack that makes the bucket goes to CloudFormation itself.
        artifacts["Staging"]!["dependencies"] = new JsonArray();
        artifacts["Staging"]!["properties"]!.AsObject().Remove("stackTemplateAssetObjectUrl");
        artifacts.AsObject().Remove("Staging.assets");
        File.WriteAllText(file, manifest.ToJsonString());
        return DeploymentWorld.Plan([.. CloudAssembly.Load(folder.At("cdk.out")).Stacks]);
    }
}
