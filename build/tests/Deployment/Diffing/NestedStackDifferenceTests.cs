using Build.Tests.Rehearsals;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;

namespace Build.Tests.Deployment.Diffing;

/// <summary>Nested stacks are shown by what is in them.</summary>
public sealed class NestedStackDifferenceTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static string Inner(string value, string more = "") =>
        $$"""
            {"Parameters": {"Suffix": {"Type": "String"} },
             "Resources": {
               "Kept": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/kept", "Type": "String", "Value": {"Ref": "Suffix"} } },
               "Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/inner", "Type": "String", "Value": "{{value}}"},
                 "Metadata": {"aws:cdk:path": "App/Inner/Value"} }{{more}} } }
            """;

    static string Outer(string hash, string suffix = "a") =>
        $$"""
            {"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {
               "Parameters": {"Suffix": "{{suffix}}"},
               "TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::Region"}, ".", {"Ref": "AWS::URLSuffix"}, "/{{FiveStacks.Bucket}}/{{hash}}.json"]]} } } } }
            """;

    [Fact]
    public async Task Diff_InnerTemplateChanged_ShowsItsResourcesAndNotItsAddress()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack("a1", Outer("a1"), Inner("1")));
        var changed = Stack("b2", Outer("b2"), Inner("2"));

        foreach (var method in Enum.GetValues<DiffMethod>())
        {
            var difference = await world.Deployer().DiffAsync(DeploymentWorld.Plan(changed), method, Cancellation);
            Assert.Empty(difference.Findings);
            var resource = Assert.Single(Assert.Single(difference.Stacks).Resources);
            Assert.Equal(("Inner/Value", "App/Inner/Value"), (resource.LogicalId, resource.ConstructPath));
            Assert.Equal("Properties.Value", Assert.Single(resource.Properties).Path);
            Assert.DoesNotContain("TemplateURL", DifferenceJson.Write(difference), StringComparison.Ordinal);
        }
        var report = await world.DeployAsync(changed);
        var after = await DiffAsync(world, changed);

        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
        Assert.False(after.HasChanges || after.IsUnsure);
    }

    [Fact]
    public async Task Diff_ParameterOfTheInnerStackChanged_ShowsWhatItChangesInside()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack("a1", Outer("a1"), Inner("1")));

        var difference = await DiffAsync(world, Stack("a1", Outer("a1", "b"), Inner("1")));

        Assert.Equal(
            ["Inner", "Inner/Kept"],
            Assert.Single(difference.Stacks).Resources.Select(resource => resource.LogicalId)
        );
    }

    /// <summary>Somebody comes to be allowed something inside.</summary>
    [Fact]
    public async Task DeployAsync_RoleInTheInnerStack_IsAskedAboutAsBroadening()
    {
        const string Role = """
            , "Reader": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17",
              "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}}}
            """;
        await using var world = await StartAsync();
        await world.DeployAsync(Stack("a1", Outer("a1"), Inner("1")));
        var asked = new List<PlanDifference>();
        var options = new DeployerOptions
        {
            RequireApproval = ApprovalRule.Broadening,
            Approve = (difference, _) =>
            {
                asked.Add(difference);
                return Task.FromResult(true);
            },
        };

        var report = await world
            .Deployer(options)
            .DeployAsync(DeploymentWorld.Plan(Stack("c3", Outer("c3"), Inner("1", Role))), Cancellation);

        Assert.True(report.Succeeded, string.Join(' ', report.Findings));
        Assert.Equal("Inner/Reader", Assert.Single(Assert.Single(asked).Stacks[0].Iam).Subject);
    }

    /// <summary>The outer template is the same, and the inner one too: what it reads is not.</summary>
    [Fact]
    public async Task Diff_StoredValueThatTheInnerStackReads_IsSeen()
    {
        var reading = Inner("1")
            .Replace(
                "\"Parameters\": {",
                "\"Parameters\": {\"P\": {\"Type\": \"AWS::SSM::Parameter::Value<String>\", \"Default\": \"/store\"}, ",
                StringComparison.Ordinal
            )
            .Replace("\"Value\": \"1\"", "\"Value\": {\"Ref\": \"P\"}", StringComparison.Ordinal);
        await using var world = await StartAsync();
        await world.DeployAsync(world.Stack("Store", DeploymentWorld.First, Templates.Parameter("/store", "old")));
        var stack = Stack("d4", Outer("d4"), reading);
        await world.DeployAsync(stack);
        var before = await DiffAsync(world, stack);
        await world.DeployAsync(world.Stack("Store", DeploymentWorld.First, Templates.Parameter("/store", "new")));

        var after = await DiffAsync(world, stack);
        var report = await world.DeployAsync(stack);

        Assert.False(before.HasChanges);
        Assert.Contains(Assert.Single(after.Stacks).Resources, resource => resource.LogicalId == "Inner/Value");
        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
    }

    public void Dispose() => folder.Dispose();

    StackArtifact Stack(string hash, string outer, string inner)
    {
        var (template, nested) = (
            Path.Combine(folder.Path, "App.template.json"),
            Path.Combine(folder.Path, $"{hash}.nested.template.json")
        );
        File.WriteAllText(template, outer);
        File.WriteAllText(nested, inner);
        var role = new RoleReference("arn:aws:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole");
        var asset = new FileAsset(
            hash,
            hash,
            new FileAssetSource.File(nested),
            [new FileDestination("here", FiveStacks.Bucket, $"{hash}.json", null, role)]
        );
        return new StackArtifact
        {
            ArtifactId = "App",
            HierarchicalId = "App",
            StackName = "App",
            Environment = DeploymentWorld.First,
            TemplateFile = template,
            DeployRole = role,
            AssetManifests =
            [
                new AssetManifest("App.assets", Path.Combine(folder.Path, "App.assets.json"), [asset], [], null),
            ],
        };
    }

    static Task<PlanDifference> DiffAsync(DeploymentWorld world, StackArtifact stack) =>
        world.Deployer().DiffAsync(DeploymentWorld.Plan(stack), DiffMethod.Auto, Cancellation);

    static async Task<DeploymentWorld> StartAsync()
    {
        var world = await DeploymentWorld.StartAsync();
        await FiveStacks.MakeBucketAsync(world);
        return world;
    }
}
