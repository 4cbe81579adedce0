using System.Diagnostics;
using System.Text.Json.Nodes;
using Build.Tests.Deployment;
using Settings;
using Settings.Projects;
using Steps;

namespace Build.Tests.Settings;

/// <summary>An app that projen manages and one that it does not get the same environments, out of settings with comments.</summary>
public sealed class ProjectEnvironmentsTests
{
    const string Settings = """
        {
          // "//" in a text is no comment, nor is what stands after a quote: \"
          "values": { "infra": { "url": "https://example.com/*x*/", "quote": "a\"//b", /* in between */ "sizes": { "a": 1, "b": [1] } } },
          "environments": [
            { "name": "one_more", "account": "111111111111", "region": "eu-west-1", "values": { "infra": { "sizes": { "b": [2, 3] } } } }, // here
            { "name": "two", "account": "222222222222", "region": "us-east-1", "stackPrefix": "old", "projects": ["infra"] },
            { "name": "three", "account": "333333333333", "region": "us-east-1", "projects": ["shop"] }
          ],
        """;

    [Fact]
    public async Task EnvironmentsOf_SettingsWithComments_AreAsTheBuildReadsThem()
    {
        using var repository = new TemporaryFolder();
        var package = Path.Combine(RepositoryRoot.Find().ToString(), "build", "engine", "cdk-settings");
        var copy = repository.At("build/engine/cdk-settings");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(package))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        foreach (var folder in (string[])["infra", "shop"])
            Directory.CreateDirectory(repository.At(folder));
        var whole = JsonNode.Parse(SettingsText.Valid)!.AsObject();
        whole.Remove("environments");
        whole.Remove("values");
        whole["projects"] = JsonNode.Parse(
            """[{ "name": "infra", "kind": "cdk" }, { "name": "shop", "kind": "cdk" }]"""
        );
        var text = Settings + whole.ToJsonString()[1..];
        await File.WriteAllTextAsync(repository.At(SettingsFile.Name), text, TestContext.Current.CancellationToken);

        var ofNode = await EvaluateAsync(
            copy,
            "console.log(JSON.stringify(s.environmentsOf(s.readSettings(), 'infra')))"
        );

        var settings = SettingsFile.Load(repository.Path);
        var ofBuild = EnvironmentsFile.TextOf(settings, new Project("infra") { Kind = ProjectKind.Cdk });
        Assert.Equal(JsonNode.Parse(ofBuild)!.ToJsonString(), JsonNode.Parse(ofNode)!.ToJsonString());
        Assert.Equal(
            ["one-more", "old"],
            JsonNode.Parse(ofNode)!.AsArray().Select(environment => environment!["stackPrefix"]!.ToString())
        );
        Assert.Equal("https://example.com/*x*/", JsonNode.Parse(ofNode)![0]!["values"]!["url"]!.ToString());
    }

    static async Task<string> EvaluateAsync(string package, string expression)
    {
        using var node = Process.Start(
            new ProcessStartInfo(
                "node",
                [
                    "--eval",
                    $"const s = require({new JsonObject { ["p"] = package }["p"]!.ToJsonString()}); {expression}",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, node.ExitCode);
        return output;
    }
}
