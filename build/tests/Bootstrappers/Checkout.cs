using System.Diagnostics;

namespace Build.Tests.Bootstrappers;

/// <summary>A small copy of the repository under a path with spaces, whose SDK is a script that writes down what it is asked to do.</summary>
sealed class Checkout : IDisposable
{
    const string Sdk = """
        #!/bin/bash
        if [ "$1" = --version ]; then [ ! -f "$SDK_REFUSES" ] || exit 155; echo 10.0.100; exit; fi
        if [ "$1" = restore ]; then echo restore >> "$SDK_LOG"; exit; fi
        if [ "$1" = publish ]; then
          echo publish >> "$SDK_LOG"
          [ ! -p "$SDK_GATE" ] || cat "$SDK_GATE" > /dev/null
          grep -q broken build/Build/Program.cs && { echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; }
          while [ "$1" != --output ]; do shift; done
          mkdir -p "$2" && cp build/Build/Program.cs "$2/Build.dll"; exit
        fi
        echo "program $(cat "$1") in $PWD"; shift; printf '[%s]' "$@"; exit 7
        """;

    static readonly string[] Tools =
    [
        "bash",
        "cat",
        "chmod",
        "cp",
        "curl",
        "find",
        "flock",
        "grep",
        "id",
        "mkdir",
        "mv",
        "rm",
        "sed",
        "sha256sum",
        "sleep",
        "sort",
        "touch",
        "xargs",
    ];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("build sh ");
    readonly string script;

    /// <param name="script">The bootstrapper: build.sh or build.ps1.</param>
    public Checkout(string script = "build.sh")
    {
        this.script = script;
        Write("build/engine/AwsCatalog/Catalog.cs", "a catalog");
        Write("build/Build/Program.cs", "one");
        Write("build/engine/Deployment/Finding.cs", "a finding");
        Write("build/engine/Diagnosis/Check.cs", "a check");
        Write("build/engine/Guards/RealPath.cs", "a guard");
        Write("build/engine/Iam/Policy.cs", "a policy");
        Write("build/engine/LocalAws/LocalAws.cs", "a server");
        Write("build/engine/Cake.Frosting/Host.cs", "a host");
        Write("build/Directory.Build.props", "<Project />");
        Write("build/global.json", """{ "sdk": { "version": "10.0.100" } }""");
        File.Copy(Path.Combine(Repository.Root, script), PathOf(script));
        foreach (var tool in Tools)
        {
            if (Repository.Which(tool) is { } path)
            {
                Directory.CreateDirectory(PathOf("tools"));
                File.CreateSymbolicLink(PathOf($"tools/{tool}"), path);
            }
        }
        WriteScript("sdk/dotnet", Sdk);
    }

    /// <summary>Whether PATH holds the SDK.</summary>
    public bool HasSdk { get; init; } = true;

    /// <summary>The home folder; one of its own by default.</summary>
    public string Home
    {
        get => field ?? PathOf("home");
        init;
    }

    /// <summary>Whether CI is set.</summary>
    public bool IsBuildServer { get; init; }

    public string Root => PathOf("repository");

    /// <summary>What the SDK was asked to do so far, in order.</summary>
    public IReadOnlyList<string> SdkCalls => File.Exists(PathOf("sdk.log")) ? File.ReadAllLines(PathOf("sdk.log")) : [];

    public int Compilations => SdkCalls.Count(call => call == "publish");

    public string PathOf(string name) =>
        name == script || name.StartsWith("build/", StringComparison.Ordinal)
            ? Path.Combine(folder.FullName, "repository", name)
            : Path.Combine(folder.FullName, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public void WriteScript(string name, string text)
    {
        Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                PathOf(name),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    public void RemoveTool(string name) => File.Delete(PathOf($"tools/{name}"));

    public Task<Output> RunAsync(params string[] arguments) => RunAsync(Root, arguments);

    public async Task<Output> RunAsync(string workingDirectory, string[] arguments)
    {
        using var process = Start(workingDirectory, arguments);
        return await EndAsync(process);
    }

    public static async Task<Output> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Output(process.ExitCode, await output, await error);
    }

    public Process Start(string workingDirectory, string[] arguments)
    {
        IReadOnlyList<string> shell = script == "build.sh" ? [PathOf("tools/bash")] : PowerShell.Command!;
        var start = new ProcessStartInfo(shell[0], [.. shell.Skip(1), PathOf(script), .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = (HasSdk ? PathOf("sdk") + ":" : "") + PathOf("tools");
        start.Environment["HOME"] = Home;
        if (IsBuildServer)
            start.Environment["CI"] = "true";
        start.Environment["SDK_LOG"] = PathOf("sdk.log");
        start.Environment["SDK_GATE"] = PathOf("gate");
        start.Environment["SDK_REFUSES"] = PathOf("refuses");
        start.Environment["DOTNET_INSTALL_SCRIPT_URL"] = new Uri(PathOf("install.sh")).AbsoluteUri;
        return Process.Start(start)!;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>What a run of a bootstrapper came to.</summary>
sealed record Output(int ExitCode, string StandardOutput, string StandardError);
