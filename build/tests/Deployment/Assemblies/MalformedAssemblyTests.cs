using System.Text.Json.Nodes;
using Deployment;
using Deployment.Assemblies;

namespace Build.Tests.Deployment.Assemblies;

public sealed class MalformedAssemblyTests : IDisposable
{
    readonly HandMadeAssembly assembly = new();

    public void Dispose() => assembly.Dispose();

    [Fact]
    public void Load_Sound_HasTheStackWithItsAsset()
    {
        var stack = Assert.Single(assembly.Load().Stacks);
        Assert.Equal("App", stack.StackName);
        Assert.Single(Assert.Single(stack.AssetManifests).Files);
    }

    [Fact]
    public void Load_NoDirectory_NamesItAndTheTarget()
    {
        var finding = Assert.Single(
            Assert.Throws<BuildException>(() => CloudAssembly.Load(assembly.Folder + "x")).Findings
        );
        Assert.Equal(FindingCodes.AssemblyNotFound, finding.Code);
        Assert.Contains("Synth", finding.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("17.0.0")]
    [InlineData("36.0.0")]
    [InlineData("48.0.0")]
    [InlineData("55.3.1")]
    public void Load_EveryMajorUpToTheClis_IsRead(string version)
    {
        assembly.Manifest["version"] = version;
        Assert.Equal(version, assembly.Load().SchemaVersion);
    }

    [Fact]
    public void Load_NewerMajor_NamesBothVersionsAndTheCli()
    {
        assembly.Manifest["version"] = "56.0.0";
        assembly.Manifest["minimumCliVersion"] = "2.3000.0";
        var finding = Assert.Single(assembly.Findings());
        Assert.Equal(FindingCodes.SchemaVersionMismatch, finding.Code);
        Assert.Contains("56.0.0", finding.What, StringComparison.Ordinal);
        Assert.Contains("55.x.x", finding.What, StringComparison.Ordinal);
        Assert.Contains("2.3000.0", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralMistakes_TellsAllWithFileAndPath()
    {
        assembly.AddStack("Other", "Nobody")["properties"]!["terminationProtection"] = "yes";
        assembly.Properties["templateFile"] = "Gone.template.json";
        assembly.Properties["tags"] = 7;
        assembly.Stack["environment"] = "eu-west-1";
        assembly.Source["packaging"] = "tar";
        var findings = assembly.Findings().Select(finding => (finding.Code, finding.What)).ToList();
        Assert.Equal(6, findings.Count);
        Expect(
            FindingCodes.MissingFile,
            "manifest.json $.artifacts.App.properties.templateFile: the file Gone.template.json"
        );
        Expect(FindingCodes.InvalidManifest, "$.artifacts.App.properties.tags: is the number 7, expected is an object");
        Expect(FindingCodes.InvalidManifest, "$.artifacts.App.environment: eu-west-1 is not an environment");
        Expect(FindingCodes.InvalidManifest, "App.assets.json $.files[\"1\"].source.packaging");
        Expect(FindingCodes.UnknownDependency, "$.artifacts.Other.dependencies: Other depends on Nobody");
        Expect(FindingCodes.InvalidManifest, "$.artifacts.Other.properties.terminationProtection: is a string");

        void Expect(string code, string text) =>
            Assert.Contains(
                findings,
                finding => finding.Code == code && finding.What.Contains(text, StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Load_Cycle_IsNamedInOrder()
    {
        assembly.AddStack("A", "B");
        assembly.AddStack("B", "C");
        assembly.AddStack("C", "A");
        var finding = Assert.Single(assembly.Findings());
        Assert.Equal(FindingCodes.DependencyCycle, finding.Code);
        Assert.Contains("A -> B -> C -> A", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AssemblyNestedInItself_IsACycle()
    {
        assembly.Write("inner/manifest.json", Nesting("../inner").ToJsonString());
        assembly.Artifacts["stage"] = Nesting("inner")["artifacts"]!["stage"]!.DeepClone();
        Assert.Equal(FindingCodes.DependencyCycle, Assert.Single(assembly.Findings()).Code);
    }

    [Fact]
    public void Load_StageThatDependsOnAStack_MakesItsStacksDepend()
    {
        assembly.Write(
            "inner/manifest.json",
            assembly.Manifest.ToJsonString().Replace("\"App\"", "\"In\"", StringComparison.Ordinal)
        );
        assembly.Write("inner/App.template.json", "{}");
        assembly.Write("inner/App.assets.json", """{"version":"54.0.0"}""");
        assembly.Artifacts["stage"] = Nesting("inner")["artifacts"]!["stage"]!.DeepClone();
        assembly.Artifacts["stage"]!["dependencies"] = new JsonArray("App");
        var stacks = assembly.Load().Stacks;
        Assert.Equal(["App", "In"], stacks.Select(stack => stack.HierarchicalId));
        Assert.Equal(["App"], stacks[1].Dependencies);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("asset.1/../../secret.txt")]
    [InlineData("/etc/hostname")]
    public void Load_SourceOutsideTheAssembly_IsRefused(string path)
    {
        assembly.Outside("secret.txt", "secret");
        assembly.Source["path"] = path;
        assembly.Source["packaging"] = "file";
        Assert.Equal(FindingCodes.PathTraversal, Assert.Single(assembly.Findings()).Code);
    }

    [Fact]
    public void Load_TemplateOutsideTheAssembly_IsRefused()
    {
        assembly.Outside("Other.template.json", "{}");
        assembly.Properties["templateFile"] = "../Other.template.json";
        Assert.Equal(FindingCodes.PathTraversal, Assert.Single(assembly.Findings()).Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_LinkOutOfTheAssembly_IsRefused(bool throughFolder)
    {
        var secret = assembly.Outside("elsewhere/secret.txt", "secret");
        var name = throughFolder ? "link" : "link.txt";
        File.CreateSymbolicLink(
            Path.Combine(assembly.Folder, name),
            throughFolder ? Path.GetDirectoryName(secret)! : secret
        );
        assembly.Source["path"] = throughFolder ? "link/secret.txt" : "link.txt";
        assembly.Source["packaging"] = "file";
        Assert.Equal(FindingCodes.PathTraversal, Assert.Single(assembly.Findings()).Code);
    }

    [Fact]
    public void Load_AssemblyReachedThroughALink_IsRead()
    {
        assembly.Save();
        using var other = new TemporaryFolder();
        Directory.CreateSymbolicLink(other.At("link"), assembly.Folder);
        Assert.Single(CloudAssembly.Load(other.At("link")).Stacks);
    }

    [Fact]
    public void Load_TemplateOverTheLimit_NamesItsSize()
    {
        assembly.Write("App.template.json", $$"""{ "Description": "{{new string('x', 1_000_000)}}" }""");
        var finding = Assert.Single(assembly.Findings());
        Assert.Equal(FindingCodes.TemplateTooLarge, finding.Code);
        Assert.Contains("1000021 bytes", finding.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Resources": """)]
    [InlineData("""[]""")]
    [InlineData("")]
    [InlineData("""{ "a": "\ud800" }""")]
    public void Load_TemplateThatIsNoJsonObject_IsNamed(string content)
    {
        assembly.Write("App.template.json", content);
        var finding = Assert.Single(assembly.Findings());
        Assert.Equal(FindingCodes.InvalidJson, finding.Code);
        Assert.Contains("App.template.json", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AssetPassedInParameters_IsRefused()
    {
        assembly.Stack["metadata"] = JsonNode.Parse("""{ "/App/Code": [{ "type": "aws:cdk:asset", "data": {} }] }""");
        Assert.Equal(FindingCodes.LegacyAsset, Assert.Single(assembly.Findings()).Code);
    }

    [Fact]
    public void Load_UnknownRoleOption_IsRefused()
    {
        assembly.Properties["assumeRoleArn"] = "arn:aws:iam::111111111111:role/deploy";
        assembly.Properties["assumeRoleAdditionalOptions"] = new JsonObject
        {
            ["RoleArn"] = "arn:aws:iam::222222222222:role/x",
        };
        Assert.Contains("RoleArn", Assert.Single(assembly.Findings()).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TwoStacksOfOnePath_AreRefused()
    {
        assembly.AddStack("Twin")["displayName"] = "App";
        Assert.Equal(FindingCodes.DuplicateStack, Assert.Single(assembly.Findings()).Code);
    }

    static JsonObject Nesting(string directory) =>
        JsonNode
            .Parse(
                $$$"""
                { "version": "54.0.0", "artifacts": { "stage": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "{{{directory}}}" } } } }
                """
            )!
            .AsObject();
}
