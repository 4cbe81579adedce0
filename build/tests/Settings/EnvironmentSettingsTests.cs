using System.Text;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Deployment;
using Settings;
using Settings.Projects;
using Steps;

namespace Build.Tests.Settings;

/// <summary>What tells environments apart: their values, projects and stack names, and every mistake in them at once.</summary>
public sealed class EnvironmentSettingsTests : IDisposable
{
    readonly TemporaryFolder root = new();

    public EnvironmentSettingsTests()
    {
        foreach (var folder in (string[])["infra", "shop", "pipeline"])
            Directory.CreateDirectory(root.At(folder));
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void Read_Values_AreThoseForEveryEnvironmentWithItsOwnOverThem()
    {
        var settings = Read(
            """{ "shop": { "size": 1, "alarms": true, "database": { "kind": "small", "replicas": 1 }, "zones": ["a"] } }""",
            """{ "shop": { "size": 2, "database": { "replicas": 3 }, "zones": ["b", "c"] } }"""
        );

        Assert.Equal(
            [
                """{"size":1,"alarms":true,"database":{"kind":"small","replicas":1},"zones":["a"]}""",
                """{"size":2,"alarms":true,"database":{"kind":"small","replicas":3},"zones":["b","c"]}""",
            ],
            settings.Environments.Select(environment => environment.Values["shop"].ToJsonString())
        );
    }

    [Fact]
    public void TextOf_AnAppInWhateverLanguage_HasTheEnvironmentsThatItGoesTo()
    {
        var settings = Read("""{ "shop": { "size": 1 } }""", "{}", json => json["projects"] = new JsonArray("infra"));

        var text = EnvironmentsFile.TextOf(settings, settings.Projects.Single(project => project.Name == "shop"));

        Assert.Equal(
            """[{"name":"account1","account":"111111111111","region":"eu-west-1","stackPrefix":"account1","values":{"size":1}}]""",
            JsonNode.Parse(text)!.ToJsonString()
        );
        Assert.Equal(["infra", "shop"], EnvironmentsIn(settings, "account1"));
        Assert.Equal(["infra"], EnvironmentsIn(settings, "account2"));
    }

    /// <summary>The same account in two regions, and a name that stacks cannot have.</summary>
    [Fact]
    public void Read_StackPrefix_IsTheNameUnlessItIsSet()
    {
        var settings = Read(
            "{}",
            "{}",
            json =>
            {
                json["name"] = "new_name";
                json["account"] = "111111111111";
                if (json["stackPrefix"] is null)
                    json["stackPrefix"] = "old-name";
            }
        );
        var unset = Read("{}", "{}", json => json["name"] = "new_name");

        Assert.Equal(["account1", "old-name"], settings.Environments.Select(environment => environment.StackPrefix));
        Assert.Equal(["account1", "new-name"], unset.Environments.Select(environment => environment.StackPrefix));
    }

    [Theory]
    [InlineData(
        """{ "shop": { "sizes": 1 } }""",
        """{ "shop": { "size": 2 } }""",
        "own.shop.size is not in all.shop, and account1 has none|did you mean sizes?"
    )]
    [InlineData(
        "{}",
        """{ "shop": { "size": 2 } }""",
        "own.shop.size is not in all.shop, and account1 has none|give all.shop.size the value"
    )]
    [InlineData(
        """{ "shop": { "size": 1 } }""",
        """{ "shop": { "size": "2" } }""",
        "own.shop.size is \"2\", not a number as all.shop.size is"
    )]
    [InlineData(
        """{ "shop": { "a": { "b": [true] } } }""",
        """{ "shop": { "a": { "b": [false, 1] } } }""",
        "own.shop.a.b[1] is 1, not true or false as all.shop.a.b[0] is"
    )]
    [InlineData(
        """{ "shop": { "a": { "bee": 1 } } }""",
        """{ "shop": { "a": { "be": 1 } } }""",
        "own.shop.a.be is 'be', not in all.shop.a|did you mean bee?"
    )]
    [InlineData("""{ "shop": { "a": { "b": 1, "b": 2 } } }""", "{}", "all.shop.a.b stands there twice")]
    [InlineData("""{ "shop": { "a": null } }""", "{}", "all.shop.a is null, not a value")]
    [InlineData("""{ "shop": { "1 a": 1 } }""", "{}", "all.shop.1 a is not the name of a value")]
    [InlineData("""{ "shop": 1 }""", "{}", "all.shop is 1, not an object")]
    [InlineData("""{ "shpo": {} }""", "{}", "all.shpo is 'shpo', not a project|did you mean shop?")]
    [InlineData("""{ "pipeline": {} }""", "{}", "all.pipeline is for the pipeline")]
    [InlineData("""{ "made": {} }""", "{}", "all.made is for a project that another build synthesizes")]
    [InlineData("[]", "{}", "all is [], not an object")]
    public void Read_AMistakeInValues_IsNamedAlone(string all, string own, string expected)
    {
        var failure = Assert.Throws<BuildException>(() => Read(all, own));

        var finding = Assert.Single(failure.Findings);
        var words = expected
            .Replace("all", "$.values", StringComparison.Ordinal)
            .Replace("own", "$.environments[1].values", StringComparison.Ordinal)
            .Split('|');
        Assert.Contains($"{words[0]}", finding.What, StringComparison.Ordinal);
        if (words.Length > 1)
            Assert.StartsWith(words[1], finding.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("region", "\"eu-wst-1\"", "region is 'eu-wst-1', and AWS has no such region")]
    [InlineData("region", "\"xx-west-1\"", "region is 'xx-west-1', and AWS has no such region")]
    [InlineData("stackPrefix", "\"a_b\"", "stackPrefix is 'a_b', not the beginning of stack names")]
    [InlineData(
        "stackPrefix",
        "\"account1\"",
        "stackPrefix lets names of stacks begin with 'account1', as those of $.environments[0] do"
    )]
    [InlineData("projects", "[]", "projects is empty")]
    [InlineData("projects", "[\"infar\"]", "projects[0] is 'infar', not a project that goes into environments")]
    [InlineData("projects", "[\"pipeline\"]", "projects[0] is 'pipeline', not a project that goes into environments")]
    [InlineData("projects", "[\"infra\", \"infra\"]", "projects[1] is 'infra' a second time")]
    [InlineData("released", "false", "released is false, and $.pipeline.waves releases 'account2'")]
    public void Read_AMistakeInAnEnvironment_IsNamedAlone(string property, string value, string expected)
    {
        var failure = Assert.Throws<BuildException>(() =>
            Read("{}", "{}", json => json[property] = JsonNode.Parse(value))
        );

        Assert.Contains(
            $"$.environments[1].{expected}",
            Assert.Single(failure.Findings).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Read_ARegionThatIsNewerThanTheBuild_IsTakenOnceItIsNamed()
    {
        var settings = Read(
            "{}",
            "{}",
            json => json["region"] = "xx-west-1",
            whole => whole["moreRegions"] = new JsonArray("xx-west-1")
        );

        Assert.Equal("xx-west-1", settings.Environments[1].Region);
    }

    [Theory]
    [InlineData(
        """["account1"]""",
        null,
        "$.environments[1] is 'account2', which no wave of $.pipeline.waves releases"
    )]
    [InlineData("""["account1"]""", false, null)]
    [InlineData("""["account1", "account2"]""", null, null)]
    [InlineData("""["account1", "account2"]""", false, "$.environments[1].released is false, and $.pipeline.waves")]
    public void Read_AnEnvironmentInNoWave_IsNamedUnlessItIsDeployedByHand(
        string environments,
        bool? released,
        string? expected
    )
    {
        void Change(JsonNode whole) =>
            whole["pipeline"]!["waves"]![0]!["releases"]![0]!["environments"] = JsonNode.Parse(environments);
        BuildSettings ReadIt() =>
            Read(
                "{}",
                "{}",
                json =>
                {
                    if (released is { } value)
                        json["released"] = value;
                },
                Change
            );

        if (expected is null)
            Assert.Equal(released ?? true, ReadIt().Environments[1].IsReleased);
        else
            Assert.Contains(
                expected,
                Assert.Single(Assert.Throws<BuildException>(ReadIt).Findings).What,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Read_ValuesOfTheSampleThatOtherProjectsReplace_MayStay()
    {
        var settings = Read(
            """{ "infra": { "size": 1 } }""",
            """{ "infra": { "size": 2 } }""",
            whole: json => json["projects"] = JsonNode.Parse("""[{ "name": "shop", "kind": "cdk" }]""")
        );

        Assert.Equal("{}", settings.Environments[1].Values["shop"].ToJsonString());
    }

    [Fact]
    public void Read_EveryMistakeOfProjectsAndEnvironments_NamesAllWithTheirPaths()
    {
        var failure = Assert.Throws<BuildException>(() =>
            Read(
                """{ "shop": { "size": 1 }, "shpo": {} }""",
                """{ "shop": { "size": "2", "more": 1 } }""",
                json =>
                {
                    json["region"] = "eu-wst-1";
                    json["projects"] = new JsonArray("nobody", "shop");
                    json["stackPrefix"] = "account1";
                },
                whole =>
                {
                    whole["pipeline"]!["waves"]![0]!["releases"]![0]!["environments"] = new JsonArray("account1");
                    var projects = whole["projects"]!.AsArray();
                    projects.Add(
                        JsonNode.Parse(
                            """{ "name": "shop", "folder": "none", "kind": "cdk", "dependsOn": ["nobody"] }"""
                        )
                    );
                    projects.Add(
                        JsonNode.Parse(
                            """{ "name": "self", "folder": "../x", "kind": "what", "dependsOn": ["self"] }"""
                        )
                    );
                }
            )
        );

        Assert.Equal(
            [
                "$.environments[1]",
                "$.environments[1].projects[0]",
                "$.environments[1].region",
                "$.environments[1].stackPrefix",
                "$.environments[1].values.shop.more",
                "$.environments[1].values.shop.size",
                "$.projects",
                "$.projects[4].dependsOn[0]",
                "$.projects[4].folder",
                "$.projects[4].name",
                "$.projects[5].folder",
                "$.projects[5].kind",
                "$.values.shpo",
            ],
            failure.Findings.Select(finding => finding.What.Split(' ')[1]).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Read_NoEnvironments_SaysThatTheListIsEmpty()
    {
        var failure = Assert.Throws<BuildException>(() =>
            Read("{}", "{}", _ => { }, whole => whole["environments"] = new JsonArray())
        );

        Assert.Contains("$.environments is empty", Assert.Single(failure.Findings).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_NoSource_IsAMistakeWhereThereIsAPipeline(bool hasPipeline)
    {
        BuildSettings ReadIt() =>
            Read(
                "{}",
                "{}",
                _ => { },
                whole =>
                {
                    whole.AsObject().Remove("source");
                    if (!hasPipeline)
                        whole["projects"]!.AsArray().RemoveAt(0);
                }
            );

        if (hasPipeline)
            Assert.Contains(
                "$.source is missing",
                Assert.Single(Assert.Throws<BuildException>(ReadIt).Findings).What,
                StringComparison.Ordinal
            );
        else
            Assert.Null(ReadIt().PipelineProject);
    }

    static IEnumerable<string> EnvironmentsIn(BuildSettings settings, string name) =>
        settings
            .Projects.Where(project =>
                project.Kind != ProjectKind.Assembly
                && !project.Releases
                && settings.Environments.Single(environment => environment.Name == name).Has(project)
            )
            .Select(project => project.Name);

    BuildSettings Read(string all, string own, Action<JsonNode>? second = null, Action<JsonNode>? whole = null)
    {
        var json = JsonNode.Parse(SettingsText.Valid)!;
        json["projects"] = JsonNode.Parse(
            """
            [
              { "name": "pipeline", "kind": "projen", "releases": true },
              { "name": "infra", "kind": "projen" },
              { "name": "shop", "kind": "cdk" },
              { "name": "made", "kind": "assembly" }
            ]
            """
        );
        second?.Invoke(json["environments"]![1]!);
        whole?.Invoke(json);
        // As text: a property that stands there twice is one that no node can hold.
        json["values"] = "ALL";
        if (json["environments"]!.AsArray() is { Count: > 1 } environments)
            environments[1]!["values"] = "OWN";
        var text = json.ToJsonString()
            .Replace("\"ALL\"", all, StringComparison.Ordinal)
            .Replace("\"OWN\"", own, StringComparison.Ordinal);
        return SettingsFile.Parse(Encoding.UTF8.GetBytes(text), SettingsFile.Name, root.Path);
    }
}
