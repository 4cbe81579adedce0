using System.Text.Json.Nodes;
using Build.Tests.Releases.Bootstraps;
using Deployment;

namespace Build.Tests.Settings;

/// <summary>Settings with which another system than CodePipeline releases.</summary>
public sealed class OutsideReleaseSettingsTests
{
    [Fact]
    public void Parse_GitHubActions_LeavesTheReleasingProjectWithoutAnAssembly()
    {
        var settings = WebIdentityWorld.Settings;

        Assert.Equal(["pipeline", "infra"], settings.Projects.Select(project => project.Name));
        Assert.Equal(
            ["infra"],
            settings.Projects.Where(project => project.HasAssembly).Select(project => project.Name)
        );
        Assert.Null(settings.PipelineProject);
        Assert.Equal(
            ("https://token.actions.githubusercontent.com", "sts.amazonaws.com"),
            (settings.Source.Identity!.Issuer, settings.Source.Identity.Audience)
        );
    }

    [Fact]
    public void Parse_EveryMistakeOfGitHubActions_IsSaidAtOnceWithItsPath() =>
        AssertRefused(
            """
            {
              "source": {
                "type": "githubActions", "owner": "my/company", "repository": "a repository", "branch": "release/*",
                "issuer": "https://issuer/", "tokenSecret": "x", "audience": ""
              },
              "projects": [{ "name": "infra", "kind": "projen" }],
              "pipeline": {
                "buildImage": "image", "computeType": "large", "privileged": true, "logRetentionDays": 5,
                "cachePackages": false, "timeoutMinutes": 361,
                "waves": [
                  { "name": "Test", "releases": [{ "name": "A" }] },
                  { "name": "test", "releases": [{ "name": "B" }] },
                  { "name": "AWaveWithANameThatNoRoleHasAnyRoomForAnyMore", "releases": [{ "name": "C" }] }
                ]
              }
            }
            """,
            "$.source.owner",
            "$.source.repository",
            "$.source.branch",
            "$.source.issuer",
            "$.source.audience",
            "$.source.tokenSecret",
            "$.source.type",
            "$.pipeline.buildImage",
            "$.pipeline.computeType",
            "$.pipeline.privileged",
            "$.pipeline.logRetentionDays",
            "$.pipeline.cachePackages",
            "$.pipeline.timeoutMinutes",
            "$.pipeline.waves[1].name",
            "$.pipeline.waves[2].name"
        );

    [Fact]
    public void Parse_EveryMistakeOfAnotherIssuer_IsSaidAtOnceWithItsPath() =>
        AssertRefused(
            """
            {
              "source": {
                "type": "webIdentity", "issuer": "gitlab.com", "audience": 1, "branch": "main",
                "releaseSubjects": ["project_path:*", "*", "project_path:group/*:ref:main"], "diffSubjects": []
              },
              "pipeline": { "buildImage": "image" }
            }
            """,
            "$.source.issuer",
            "$.source.audience",
            "$.source.branch",
            "$.source.releaseSubjects[0]",
            "$.source.releaseSubjects[1]",
            "$.source.diffSubjects",
            "$.pipeline.buildImage"
        );

    [Theory]
    [InlineData("main", true)]
    [InlineData("release/2026-11", true)]
    [InlineData("feature/ä", false)]
    [InlineData("a b", false)]
    [InlineData("x'$(id)'", false)]
    [InlineData("*", false)]
    public void Parse_Branch_IsOneNameWithoutPatterns(string branch, bool isOne)
    {
        var text = Over(
            new JsonObject
            {
                ["source"] = new JsonObject
                {
                    ["type"] = "githubActions",
                    ["owner"] = "o",
                    ["repository"] = "r",
                    ["branch"] = branch,
                },
            }
        );

        Assert.Equal(isOne, Record.Exception(() => SettingsText.Parse(text)) is null);
    }

    static void AssertRefused(string changes, params string[] paths)
    {
        var text = Over(JsonNode.Parse(changes)!.AsObject());

        var failure = Assert.Throws<BuildException>(() => SettingsText.Parse(text));

        Assert.Equal(BuildException.WrongInput, failure.ExitCode);
        Assert.Equal(
            paths.Order(StringComparer.Ordinal),
            failure.Findings.Select(finding => finding.What.Split(' ')[1]).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The repository's own settings with other sections.</summary>
    static string Over(JsonObject changes)
    {
        var settings = JsonNode.Parse(SettingsText.Valid)!.AsObject();
        settings.Remove("pipeline");
        foreach (var (name, value) in changes.ToList())
            settings[name] = value?.DeepClone();
        return settings.ToJsonString();
    }
}
