using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Build.Tests.Build;
using Settings;
using Tools;

namespace Build.Tests.Releases.Credentials;

/// <summary>What the CDK CLI finds in its environment when the program synthesizes.</summary>
public sealed class SynthEnvironmentTests
{
    /// <summary>Stands in for the CLI.</summary>
    const string Cli = """
        const { mkdirSync, writeFileSync } = require('node:fs');
        writeFileSync('environment.json', JSON.stringify(process.env));
        mkdirSync('cdk.out', { recursive: true });
        writeFileSync('cdk.out/manifest.json', '{}');
        """;

    [Fact]
    public void Synth_Profile_IsTheOnlyWayToCredentialsAndTheSessionIsNamedAfterTheBuild()
    {
        var environment = Synthesize("--profile=mine");

        Assert.Equal("mine", environment["AWS_PROFILE"]!.GetValue<string>());
        Assert.Equal("github-octocat-42", environment["CDK_ROLE_SESSION_NAME"]!.GetValue<string>());
        Assert.Equal("true", environment["AWS_EC2_METADATA_DISABLED"]!.GetValue<string>());
        Assert.All(
            ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
            name => Assert.False(environment.ContainsKey(name), name)
        );
    }

    [Fact]
    public void Synth_NoProfile_LeavesTheMachinesCredentialsAsTheyAre()
    {
        var environment = Synthesize();

        Assert.Equal("id", environment["AWS_ACCESS_KEY_ID"]!.GetValue<string>());
        Assert.False(environment.ContainsKey("AWS_PROFILE"));
    }

    /// <summary>NodejsFunction starts yarn by its name, whichever the machine has.</summary>
    [Fact]
    public void Synth_ProgramsThatTheAppStarts_AreThoseOfItsPackagesAndTheBuildsYarn()
    {
        string? root = null;

        var environment = Synthesize(program => AddYarn(root = program.Root));

        Assert.Equal(
            [
                Path.Combine(root!, "infra/node_modules/.bin"),
                Path.Combine(root!, "build/.tools/node_modules/.bin"),
                Environment.GetEnvironmentVariable("PATH")!,
            ],
            environment["PATH"]!.GetValue<string>().Split(Path.PathSeparator, 3)
        );
    }

    /// <summary>As npm installs the yarn that build/versions.json pins.</summary>
    static void AddYarn(string root)
    {
        var folder = Path.Combine(root, "build/.tools/node_modules/@yarnpkg/cli-dist");
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        File.WriteAllText(Path.Combine(folder, "package.json"), """{ "version": "1.2.3" }""");
        File.WriteAllText(Path.Combine(folder, "bin/yarn.js"), "");
        File.WriteAllText(
            Path.Combine(root, PinnedVersions.Name),
            $$"""{ "yarn": "1.2.3", "yarn-sha256": "{{Convert.ToHexStringLower(SHA256.HashData([]))}}" }"""
        );
    }

    static JsonObject Synthesize(params string[] more) => Synthesize(_ => { }, more);

    static JsonObject Synthesize(Action<BuildProgram> prepare, params string[] more)
    {
        using var program = new BuildProgram
        {
            Variables = new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = "id",
                ["AWS_SECRET_ACCESS_KEY"] = "secret",
                ["AWS_SESSION_TOKEN"] = "token",
                ["GITHUB_RUN_ID"] = "42",
                ["GITHUB_ACTOR"] = "octocat",
            },
        };
        var cli = Path.Combine(program.Root, "infra/node_modules/aws-cdk/bin/cdk");
        Directory.CreateDirectory(Path.GetDirectoryName(cli)!);
        File.WriteAllText(cli, Cli);
        File.WriteAllText(Path.Combine(program.Root, "infra/package.json"), "{}");
        File.WriteAllText(Path.Combine(program.Root, "infra/cdk.json"), "{}");

        prepare(program);

        var run = program.Run(["--target=Synth", "--exclusive", "--project=infra", .. more]);

        var written = Path.Combine(program.Root, "infra/environment.json");
        Assert.True(File.Exists(written), run.Output + run.Errors);
        return JsonNode.Parse(File.ReadAllText(written))!.AsObject();
    }
}
