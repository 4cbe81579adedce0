using System.Diagnostics;
using Settings;
using Steps;
using Tools;

namespace Build.Tests.Build;

/// <summary>The compiled program, run as a process of its own on a repository of its own.</summary>
sealed class BuildProgram : IDisposable
{
    /// <summary>The compiled program: the one that runs the tests, where they are run by it.</summary>
    public static readonly string Compiled =
        Environment.GetEnvironmentVariable(TestRuns.TestedProgram) ?? typeof(Program).Assembly.Location;

    readonly DirectoryInfo root;
    readonly bool isOwn;

    /// <param name="folder">The repository; null for one of the program's own, gone with it.</param>
    public BuildProgram(string? folder = null)
    {
        root = folder is null ? Directory.CreateTempSubdirectory("build-program-") : new(folder);
        isOwn = folder is null;
        Directory.CreateDirectory(Path.Combine(root.FullName, "build"));
        Settings = File.ReadAllText(Path.Combine(RepositoryRoot.Find(), SettingsFile.Name));
        File.Copy(
            Path.Combine(RepositoryRoot.Find(), PinnedVersions.Name),
            Path.Combine(Root, PinnedVersions.Name),
            overwrite: true
        );
    }

    public string Root => root.FullName;

    /// <summary>The text of build/settings.json.</summary>
    public string Settings { get; set; }

    /// <summary>The program's PATH; null for this process's own.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Environment variables over this process's own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public ProgramRun Run(params string[] arguments) => End(Start(arguments));

    /// <summary>Waits for the end of a process that <see cref="Start"/> returned, and puts it away.</summary>
    public static ProgramRun End(Process started)
    {
        using var process = started;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    public Process Start(params string[] arguments) => Start(arguments, Variables);

    public Process Start(string[] arguments, IReadOnlyDictionary<string, string> variables)
    {
        File.WriteAllText(Path.Combine(Root, SettingsFile.Name), Settings);
        var start = new ProcessStartInfo("dotnet", ["exec", Compiled, $"--working={Root}", .. arguments])
        {
            FileName = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", "dotnet"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // As a user starts it: not on a build server, nor as the tool of a build, which is kept from profiles.
        foreach (var name in (string[])["CI", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])
            start.Environment.Remove(name);
        if (SearchPath is not null)
            start.Environment["PATH"] = SearchPath;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        if (isOwn)
            root.Delete(recursive: true);
    }
}

sealed record ProgramRun(int ExitCode, string Output, string Errors);
