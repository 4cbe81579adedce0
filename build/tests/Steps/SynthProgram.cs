using Build.Tests.Build;
using Settings;
using Tools;

namespace Build.Tests.Steps;

/// <summary>The compiled program on a repository with one app, started by a stand-in for the CDK CLI as the CLI starts it; yarn finds all installed.</summary>
sealed class SynthProgram : IDisposable
{
    const string Cli = """
        const { readFileSync, mkdirSync } = require('node:fs');
        const { spawnSync } = require('node:child_process');
        const { app } = JSON.parse(readFileSync('cdk.json', 'utf8'));
        mkdirSync('cdk.out', { recursive: true });
        const { status } = spawnSync(app, { shell: true, stdio: 'inherit', env: { ...process.env, CDK_OUTDIR: 'cdk.out' } });
        process.exitCode = status;
        """;

    bool isInstalled;
    readonly DirectoryInfo tools = Directory.CreateTempSubdirectory("tools-");
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("synth-");
    readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("outside-");

    /// <param name="source">The app in JavaScript, with `save` for what it makes and OUTSIDE for a folder outside the repository.</param>
    public SynthProgram(string source)
    {
        Write("infra/package.json", "{}");
        Write("infra/yarn.lock", "");
        Write("infra/cdk.json", """{ "app": "node app.js" }""");
        Write("infra/node_modules/aws-cdk/bin/cdk", Cli);
        Write("infra/node_modules/typescript-native/bin/tsc", "");
        Write("infra/node_modules/oxlint/bin/oxlint", "");
        Write(
            "infra/app.js",
            """
            const fs = require('node:fs');
            const save = (result) => fs.writeFileSync('cdk.out/manifest.json', JSON.stringify({ result: `${result}` }));

            """ + source.Replace("OUTSIDE", Outside, StringComparison.Ordinal)
        );
        var yarn = Path.Combine(tools.FullName, "yarn");
        File.WriteAllText(yarn, $"#!/bin/sh\n[ \"$1\" = --version ] && echo {Pinned}\nexit 0\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(yarn, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The text of build/settings.json; null: the repository's own.</summary>
    public string? Settings { get; set; }

    public string Outside => outside.FullName;

    public string Assembly => File.ReadAllText(Path.Combine(root.FullName, "infra/cdk.out/manifest.json"));

    static string Pinned => PinnedVersions.Of("yarn", RepositoryRoot.Find().ToString());

    public void Write(string path, string content)
    {
        var file = Path.Combine(root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Delete(string path) => File.Delete(Path.Combine(root.FullName, path));

    /// <summary>Whether the app ran, and why.</summary>
    public string Synthesize()
    {
        if (!isInstalled)
            isInstalled = Run("--target=Install", "--exclusive", "--project=infra").ExitCode == 0;
        var run = Run("--target=Synth", "--exclusive", "--project=infra", "--explain");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var from = run.Output.IndexOf("infra synth: ", StringComparison.Ordinal);
        var to = run.Output.IndexOf("pipeline access", StringComparison.Ordinal);
        return run.Output[from..to];
    }

    public ProgramRun Run(params string[] arguments)
    {
        using var program = new BuildProgram(root.FullName)
        {
            SearchPath = $"{tools.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            Variables = new Dictionary<string, string>(Variables) { ["HOME"] = Outside },
        };
        program.Settings = Settings ?? program.Settings;
        return program.Run(arguments);
    }

    public void Dispose()
    {
        foreach (var folder in (DirectoryInfo[])[tools, root, outside])
            folder.Delete(recursive: true);
    }
}
