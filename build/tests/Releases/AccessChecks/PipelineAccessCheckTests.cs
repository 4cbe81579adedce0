using System.Text.Json.Nodes;
using Build.Tests.Build;
using Build.Tests.Rehearsals;

namespace Build.Tests.Releases.AccessChecks;

/// <summary>When Synth holds the pipeline against what infra asks for, with this repository's assemblies and shell scripts for tools.</summary>
public sealed class PipelineAccessCheckTests : IDisposable
{
    const string Node = """
        case "$*" in
          --version) echo v20.20.0 ;;
          *.projenrc.ts)
            echo '{"files":["cdk.json"]}' > .projen/files.json
            echo '{}' > cdk.json ;;
          *aws-cdk/bin/cdk*)
            mkdir -p cdk.out
            cp -r "$FIXTURES/${PWD##*/}/." cdk.out/ ;;
        esac
        """;

    const string Yarn = """
        [ "$1" != --version ] || { echo 4.18.1; exit; }
        for program in typescript-native/bin/tsc oxlint/bin/oxlint aws-cdk/bin/cdk; do
          mkdir -p "node_modules/${program%/*}"
          touch "node_modules/$program"
        done
        """;

    readonly TemporaryStage stage = new();
    readonly BuildProgram program;

    public PipelineAccessCheckTests()
    {
        stage.AddTool("node", Node);
        stage.AddTool("npm");
        stage.AddTool("dotnet");
        stage.AddTool("yarn", Yarn);
        program = new BuildProgram
        {
            SearchPath = $"{stage.Folder}:/usr/bin:/bin",
            Variables = new Dictionary<string, string>
            {
                ["FIXTURES"] = Path.Combine(AppContext.BaseDirectory, "Diagnosis/Fixtures"),
            },
        };
        foreach (var project in (string[])["infra", "pipeline"])
        {
            Directory.CreateDirectory(Path.Combine(program.Root, project, ".projen"));
            Directory.CreateDirectory(Path.Combine(program.Root, project, "src"));
            foreach (var file in (string[])["package.json", "yarn.lock", ".projenrc.ts", "src/main.ts"])
                File.WriteAllText(Path.Combine(program.Root, project, file), "{}");
            File.WriteAllText(Path.Combine(program.Root, project, ".projen/files.json"), """{"files":["cdk.json"]}""");
            File.WriteAllText(Path.Combine(program.Root, project, ".gitignore"), "node_modules\ncdk.out\n");
        }
    }

    public void Dispose()
    {
        program.Dispose();
        stage.Dispose();
    }

    /// <summary>The pipeline was synthesized by other settings: what it may not do by them says nothing of it.</summary>
    [Fact]
    public void Synth_PipelineOfOtherSettings_IsNotHeldAgainstIt()
    {
        var both = program.Run("--target=Synth");
        var settings = JsonNode.Parse(program.Settings)!;
        settings["environments"]!
            .AsArray()
            .Add(JsonNode.Parse("""{ "name": "third", "account": "333333333333", "region": "eu-west-1" }"""));
        program.Settings = settings.ToJsonString();

        var infra = program.Run("--target=Synth", "--project=infra");

        Assert.True(both.ExitCode == 0, both.Output + both.Errors);
        Assert.DoesNotContain("not checked", both.Output, StringComparison.Ordinal);
        Assert.True(infra.ExitCode == 0, infra.Output + infra.Errors);
        Assert.Contains(
            "pipeline access: not checked, pipeline/cdk.out is not up to date  (./build.sh --target=Synth checks)",
            infra.Output,
            StringComparison.Ordinal
        );
    }
}
