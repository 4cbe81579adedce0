using System.Diagnostics;
using Build.Tests.Build;
using Build.Tests.Fingerprints;
using Deployment.Processes;

namespace Build.Tests.Rehearsals;

/// <summary>
/// The real program on a small app, whose tools are shell scripts: each writes its outputs, made of its inputs, in several
/// strokes, and between two of them can end the program that started it, or wait.
/// </summary>
sealed class StagedBuild : IDisposable
{
    const string Tool = """
        set -e
        at() {
          echo "$1" >> "$STAGE/points"
          if [ "$1" = "$KILL_AT" ]; then kill -9 $PPID; exit 9; fi
          if [ "$1" = "$WAIT_AT" ]; then echo here > "$STAGE/reached"; read -r _ < "$STAGE/go"; fi
        }
        """;

    const string Node = """
        # Says of itself, as the module says that is loaded into node, that it reads nothing but what its step declares.
        if [ -n "$INPUT_OBSERVER_FOLDER" ]; then
          echo "[\"process\",0,\"$$\",\"$PPID\"]" > "$INPUT_OBSERVER_FOLDER/$$-0"
        fi
        case "$*" in
          --version) echo v20.20.0 ;;
          *oxlint/bin/oxlint*)
            at 'linting begins'
            at 'linting ends' ;;
          *.projenrc.ts)
            at 'projen begins'
            echo '{"files":["generated.json"]}' > .projen/files.json
            at 'projen has listed'
            cat .projenrc.ts > generated.json
            at 'projen ends' ;;
          *typescript-native/bin/tsc*)
            at 'type check begins'
            if grep -q wrong src/main.ts; then exit 2; fi
            at 'type check ends' ;;
          *aws-cdk/bin/cdk*)
            at 'synth begins'
            mkdir -p cdk.out
            cat src/main.ts > cdk.out/template.json
            at 'synth has a template'
            cat node_modules/packages > cdk.out/manifest.json
            at 'synth ends' ;;
        esac
        """;

    const string Yarn = """
        at 'yarn begins'
        for program in typescript-native/bin/tsc oxlint/bin/oxlint aws-cdk/bin/cdk; do
          mkdir -p "node_modules/${program%/*}"
          touch "node_modules/$program"
        done
        at 'yarn has linked'
        cat yarn.lock > node_modules/packages
        at 'yarn ends'
        """;

    static readonly string[] outputs =
    [
        "node_modules/packages",
        "generated.json",
        ".projen/files.json",
        "cdk.out/template.json",
        "cdk.out/manifest.json",
    ];

    readonly TemporaryStage stage = new();
    readonly BuildProgram program;

    public StagedBuild()
    {
        program = new BuildProgram { SearchPath = $"{stage.Folder}:/usr/bin:/bin" };
        stage.AddTool("node", Tool, Node);
        stage.AddTool("npm");
        stage.AddTool("dotnet");
        stage.AddTool("yarn", Tool, $"[ \"$1\" != --version ] || {{ echo 4.18.1; exit; }}\n{Yarn}");
        Write("infra/.gitignore", "node_modules\ncdk.out\n");
        Write("infra/package.json", "{}");
        Directory.CreateDirectory(Path.Combine(program.Root, "infra", ".projen"));
    }

    /// <summary>The points that the tools of the runs so far have passed.</summary>
    public IReadOnlyList<string> Points => File.ReadAllLines(Path.Combine(stage.Folder, "points"));

    /// <summary>What the build has made, by path; null for what is not there.</summary>
    public IReadOnlyDictionary<string, string?> Outputs =>
        outputs.ToDictionary(
            path => path,
            path =>
                Path.Combine(program.Root, "infra", path) is var file && File.Exists(file)
                    ? File.ReadAllText(file)
                    : null
        );

    /// <summary>Edits the sources of every step.</summary>
    public void Edit(string text)
    {
        Write("infra/yarn.lock", $"packages {text}\n");
        Write("infra/.projenrc.ts", $"generate {text}\n");
        Write("infra/src/main.ts", $"stacks {text}\n");
    }

    public ProgramRun Run() => BuildProgram.End(Start());

    /// <summary>Runs until a tool has passed that point, where the program is ended at once, as by kill -9.</summary>
    public ProgramRun RunKilledAt(string point) => BuildProgram.End(Start(("KILL_AT", point)));

    /// <summary>Starts a run and returns once a tool has reached that point, where it waits for <see cref="GoOn"/>.</summary>
    public async Task<Process> StartUntilAsync(string point)
    {
        var process = Start(("WAIT_AT", point));
        // Opening a pipe waits for whoever writes to it.
        var reached = Task.Run(() => File.ReadAllText(Path.Combine(stage.Folder, "reached")));
        await Task.WhenAny(reached, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        return reached.IsCompletedSuccessfully
            ? process
            : throw new InvalidOperationException($"The program ended before '{point}'.");
    }

    public void GoOn() => File.WriteAllText(Path.Combine(stage.Folder, "go"), "go\n");

    public Process Start(params (string Name, string Value)[] variables)
    {
        var all = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        all["STAGE"] = stage.Folder;
        all[ToolEnvironment.MoreVariable] = "STAGE, KILL_AT, WAIT_AT";
        return program.Start(["--target=Synth", "--project=infra"], all);
    }

    public void Dispose()
    {
        program.Dispose();
        stage.Dispose();
    }

    void Write(string path, string text)
    {
        var file = Path.Combine(program.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
