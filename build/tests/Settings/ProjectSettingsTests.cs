using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Deployment;
using Settings;
using Settings.Projects;

namespace Build.Tests.Settings;

/// <summary>The projects of build/settings.json: their order, and every mistake at once.</summary>
public sealed class ProjectSettingsTests : IDisposable
{
    readonly TemporaryFolder root = new();

    public ProjectSettingsTests()
    {
        foreach (var folder in (string[])["a", "a/inner", "b", "c", "build"])
            Directory.CreateDirectory(root.At(folder));
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void Read_NoProjects_ArePipelineAndInfra()
    {
        var settings = SettingsText.Parse(SettingsText.Valid);

        Assert.Equal(["pipeline", "infra"], settings.Projects.Select(project => project.Name));
        Assert.Equal("pipeline", settings.PipelineProject?.Name);
        Assert.Equal(["infra"], settings.ReleasedProjects.Select(project => project.Name));
    }

    [Fact]
    public void Read_DependsOn_IsTheOrder()
    {
        var settings = Read(
            """
            [
              { "name": "web", "folder": "./a/", "kind": "cdk", "dependsOn": ["data", "made"] },
              { "name": "data", "folder": "b", "kind": "projen", "dependsOn": ["made"] },
              { "name": "made", "folder": "elsewhere/cdk.out", "kind": "assembly" }
            ]
            """
        );

        Assert.Equal(["made", "data", "web"], settings.Projects.Select(project => project.Name));
        Assert.Equal(["elsewhere/cdk.out", "b", "a"], settings.Projects.Select(project => project.Folder));
        Assert.Equal(["made", "data"], ProjectOrder.Before(settings.Projects[2], settings.Projects).Order().Reverse());
        Assert.Null(settings.PipelineProject);
    }

    [Theory]
    [InlineData("""{ "name": "1 x", "folder": "a", "kind": "cdk" }""", "$.projects[0].name is '1 x'")]
    [InlineData("""{ "name": "build", "folder": "a", "kind": "cdk" }""", "$.projects[0].name is 'build'")]
    [InlineData("""{ "name": "x", "folder": "a", "kind": "cdc" }""", "$.projects[0].kind is 'cdc', not one of")]
    [InlineData("""{ "name": "x", "folder": "a" }""", "$.projects[0].kind is missing")]
    [InlineData(
        """{ "name": "x", "folder": "none", "kind": "cdk" }""",
        "$.projects[0].folder is 'none', and there is no"
    )]
    [InlineData("""{ "name": "none", "kind": "cdk" }""", "$.projects[0].folder is 'none', and there is no")]
    [InlineData(
        """{ "name": "x", "folder": "../a", "kind": "cdk" }""",
        "$.projects[0].folder is '../a', which lies outside"
    )]
    [InlineData(
        """{ "name": "x", "folder": "/tmp", "kind": "assembly" }""",
        "$.projects[0].folder is '/tmp', which lies outside"
    )]
    [InlineData(
        """{ "name": "x", "folder": ".", "kind": "cdk" }""",
        "$.projects[0].folder is '.', the repository itself"
    )]
    [InlineData(
        """{ "name": "x", "folder": "build", "kind": "cdk" }""",
        "$.projects[0].folder is 'build', which the build"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "dependsOn": ["x"] }""",
        "$.projects depend on each other: x -> x"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "dependsOn": ["y"] }""",
        "$.projects[0].dependsOn[0] is 'y', not a project"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "commands": { "build": [] } }""",
        "$.projects[0].commands.build is empty"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "commands": { "test": [""] } }""",
        "$.projects[0].commands.test[0] is empty"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "commands": { "deploy": ["a"] } }""",
        "$.projects[0].commands.deploy is not a setting"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "commands": { "synth": ["cdk", "synth"] } }""",
        "$.projects[0].commands.synth does not say"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "projen", "commands": { "test": ["a"] } }""",
        "$.projects[0].commands is for projects of kind cdk"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "releases": true }""",
        "$.projects[0].releases is for a project of kind projen"
    )]
    [InlineData("", "$.projects is empty")]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk" }, { "name": "x", "folder": "b", "kind": "cdk" }""",
        "$.projects[1].name is 'x', as $.projects[0] is"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk" }, { "name": "y", "folder": "a/inner", "kind": "cdk" }""",
        "$.projects[1].folder is 'a/inner', inside $.projects[0]"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a/inner", "kind": "cdk" }, { "name": "y", "folder": "a", "kind": "cdk" }""",
        "$.projects[0].folder is 'a/inner', inside $.projects[1]"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk" }, { "name": "y", "folder": "a", "kind": "cdk" }""",
        "$.projects[1].folder is 'a', the folder of $.projects[0]"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "cdk", "dependsOn": ["y"] }, { "name": "y", "folder": "b", "kind": "cdk", "dependsOn": ["x"] }""",
        "$.projects depend on each other: x -> y -> x"
    )]
    [InlineData(
        """{ "name": "x", "folder": "a", "kind": "projen", "releases": true }, { "name": "y", "folder": "b", "kind": "projen", "releases": true }""",
        "$.projects[1].releases is true, as $.projects[0].releases is"
    )]
    public void Read_AMistake_IsNamedAlone(string projects, string expected)
    {
        var failure = Assert.Throws<BuildException>(() => Read($"[{projects}]"));

        Assert.Equal(BuildException.WrongInput, failure.ExitCode);
        Assert.Contains(expected, Assert.Single(failure.Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralMistakes_AreNamedTogether()
    {
        var failure = Assert.Throws<BuildException>(() =>
            Read(
                """
                [
                  { "name": "x", "folder": "../a", "kind": "what", "dependsOn": ["nobody"] },
                  { "name": "x", "folder": "b", "kind": "cdk", "commands": { "test": [] }, "more": 1 }
                ]
                """
            )
        );

        Assert.Equal(6, failure.Findings.Count);
    }

    [Fact]
    public void Read_AWaveThatReleasesWhatThereIsNot_IsNamed()
    {
        var json = JsonNode.Parse(SettingsText.Valid)!;
        json["pipeline"]!["waves"]![0]!["releases"]![0]!["projects"] = new JsonArray("infra", "pipeline", "infar");

        var failure = Assert.Throws<BuildException>(() => SettingsText.Parse(json.ToJsonString()));

        Assert.Equal(
            ["releases[0].projects[1] is 'pipeline'", "releases[0].projects[2] is 'infar'"],
            failure.Findings.Select(finding => finding.What.Split("waves[0].")[1].Split(',')[0])
        );
    }

    BuildSettings Read(string projects)
    {
        var json = JsonNode.Parse(SettingsText.Valid)!;
        json["projects"] = JsonNode.Parse(projects);
        return SettingsFile.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), SettingsFile.Name, root.Path);
    }
}
