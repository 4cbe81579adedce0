using Deployment.Assemblies;

namespace Build.Tests.Deployment.Assemblies;

/// <summary>On an assembly that aws-cdk-lib 2.270.0 wrote; its flag reports are shortened and its stack traces taken out.</summary>
public class CloudAssemblyTests
{
    static readonly CloudAssembly Sample = CloudAssembly.Load(
        Path.Combine(AppContext.BaseDirectory, "Deployment", "Assemblies", "Fixtures", "stages")
    );

    static StackArtifact Stack(string id) => Sample.Stacks.Single(stack => stack.HierarchicalId == id);

    [Fact]
    public void Load_StagesAndStacks_ListsAllWithDependenciesFirst()
    {
        Assert.Equal(
            ["Prod/Network", "Prod/Service", "Shared", "Late"],
            Sample.Stacks.Select(stack => stack.HierarchicalId)
        );
        Assert.Equal(["Shared"], Stack("Late").Dependencies);
        Assert.Equal("54.0.0", Sample.SchemaVersion);
    }

    [Fact]
    public void Load_StackOfAStage_HasItsNamesAndEnvironment()
    {
        var service = Stack("Prod/Service");
        Assert.Equal("service-prod", service.StackName);
        Assert.Equal("ProdServiceC810982D", service.ArtifactId);
        Assert.Equal("Prod/Service (service-prod)", service.DisplayName);
        Assert.Equal(new("222222222222", "us-east-1"), service.Environment);
        Assert.Equal(["arn:aws:sns:us-east-1:222222222222:deployments"], service.NotificationArns);
        Assert.Equal("prod", Assert.Single(service.Tags).Value);
        Assert.True(Stack("Prod/Network").TerminationProtection);
        Assert.True(File.Exists(service.TemplateFile));
    }

    [Fact]
    public void Load_StackWithoutEnvironment_ResolvesRolesInTheSessions()
    {
        var shared = Stack("Shared");
        Assert.False(shared.Environment.IsResolved);
        var environment = shared.Environment.Resolve("111111111111", "eu-west-1");
        var role = shared.DeployRole!.In(environment.Placeholders);
        Assert.Equal("arn:aws:iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-eu-west-1", role.Arn);
        Assert.Equal("sesame", role.ExternalId);
        Assert.Equal("platform", role.Options!.Tags["team"]);
        Assert.Equal(new(22, "/cdk-bootstrap/hnb659fds/version"), shared.Bootstrap);
        Assert.Equal(8, shared.LookupRole!.Bootstrap!.Version);
    }

    [Fact]
    public void Load_AssetManifests_HaveSourcesBesideTheStageAndDestinations()
    {
        var manifest = Assert.Single(Stack("Prod/Service").AssetManifests);
        var folder = manifest.Files.Single(file => file.DisplayName == "Folder");
        var source = Assert.IsType<FileAssetSource.ZipDirectory>(folder.Source);
        Assert.True(File.Exists(Path.Combine(source.Path, "sub", "b.json")));
        var destination = Assert.Single(folder.Destinations);
        Assert.Equal("cdk-hnb659fds-assets-222222222222-us-east-1", destination.BucketName);
        Assert.Equal("us-east-1", destination.Region);
        Assert.EndsWith("file-publishing-role-222222222222-us-east-1", destination.Role!.Arn, StringComparison.Ordinal);
        Assert.IsType<FileAssetSource.File>(manifest.Files.Single(file => file.DisplayName == "Note").Source);
        Assert.Equal("Image", Assert.Single(manifest.ContainerImages).DisplayName);
        Assert.Equal(6, manifest.Bootstrap!.Version);
    }

    [Fact]
    public void Load_NestedStack_IsAnAssetOfItsParentAndNoStack() =>
        Assert.Contains(
            Assert.Single(Stack("Prod/Network").AssetManifests).Files,
            file =>
                file.Source is FileAssetSource.File source
                && source.Path.EndsWith("nested.template.json", StringComparison.Ordinal)
        );

    [Fact]
    public void Load_Metadata_GivesMessagesAndConstructPaths()
    {
        var message = Assert.Single(Stack("Prod/Network").Messages);
        Assert.Equal(SynthesisMessageLevel.Warning, message.Level);
        Assert.StartsWith("Logs are kept for ever", message.Text, StringComparison.Ordinal);
        Assert.Contains("Prod/Network/Logs/Resource", Stack("Prod/Network").ConstructPaths.Values);
    }

    [Fact]
    public void Load_MissingContext_IsListedOnce()
    {
        var missing = Assert.Single(Sample.Missing);
        Assert.Equal("ssm", missing.Provider);
        Assert.Contains("/sample/up", missing.Properties, StringComparison.Ordinal);
    }
}
