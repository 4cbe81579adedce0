using System.Security.Cryptography;
using System.Text.Json;
using Cake.Core;
using Cake.Core.IO;
using Cake.Npm;
using Cake.Npm.Install;
using Cake.Yarn;
using Deployment;
using Settings;
using Path = System.IO.Path;

namespace Tools;

/// <summary>The pinned yarn: the machine's where it has that very version, else one of our own under build/.tools.</summary>
public sealed class YarnTool(ICakeContext cake, string root, ChildProcesses processes)
{
    /// <summary>The npm package that yarn 4 is published as.</summary>
    const string Package = "@yarnpkg/cli-dist";

    readonly string directory = Path.Combine(root, "build", ".tools");

    readonly Lazy<string> version = new(() => PinnedVersions.Of("yarn", root));

    readonly Lock obtaining = new();
    Task<FilePath>? obtained;

    /// <summary>The version that both apps' packageManager field names.</summary>
    public string Version => version.Value;

    /// <summary>Finds yarn, and installs it with npm where it is missing; once, whoever asks.</summary>
    public Task<FilePath> ObtainAsync()
    {
        lock (obtaining)
            return obtained ??= Task.Run(FindOrInstallAsync);
    }

    /// <summary>The folder of the build's own yarn; null where there is none, and that of the machine is used.</summary>
    public string? OwnFolder => IsInstalled() ? OwnYarn.GetDirectory().FullPath : null;

    async Task<FilePath> FindOrInstallAsync()
    {
        if (IsInstalled())
            return OwnYarn;
        if (Programs.Find("yarn") is { } found && await processes.VersionOfAsync(found) == Version)
            return found;

        Directory.CreateDirectory(directory);
        var settings = new NpmInstallSettings { WorkingDirectory = directory }.AddPackage($"{Package}@{Version}");
        settings.ArgumentCustomization = arguments =>
            arguments.Append("--no-save").Append("--no-package-lock").Append("--ignore-scripts");
        cake.NpmInstall((NpmInstallSettings)settings);
        return IsInstalled()
            ? OwnYarn
            : throw new BuildException(
                new Finding(
                    ToolCodes.WrongToolVersion,
                    $"npm did not install {Package} {Version} as {PinnedVersions.Name} knows it by its SHA-256",
                    $"compare build/.tools/node_modules/{Package}/bin/yarn.js with what yarn publishes, and correct {PinnedVersions.Name}: yarn, yarn-sha256"
                )
            );
    }

    /// <summary>Installs a subproject's packages.</summary>
    /// <param name="immutable">Fail when the lock file would change.</param>
    public static void Install(ICakeContext context, FilePath yarn, DirectoryPath project, bool immutable)
    {
        YarnRunnerAliases
            .Yarn(context)
            .FromPath(project)
            .Install(settings =>
            {
                settings.ToolPath = yarn;
                settings.ArgumentCustomization = arguments =>
                    arguments.Append(immutable ? "--immutable" : "--no-immutable");
            });
    }

    FilePath OwnYarn =>
        Path.Combine(directory, "node_modules", ".bin", OperatingSystem.IsWindows() ? "yarn.cmd" : "yarn");

    /// <summary>A registry may serve whatever it likes under a version; what it served is run with the user's rights.</summary>
    bool IsAsPinned(string manifest)
    {
        var program = Path.Combine(Path.GetDirectoryName(manifest)!, "bin", "yarn.js");
        return File.Exists(program)
            && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(program)))
                == PinnedVersions.Of("yarn-sha256", root);
    }

    bool IsInstalled()
    {
        var manifest = Path.Combine(directory, "node_modules", Package, "package.json");
        if (!File.Exists(manifest))
            return false;
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return json.RootElement.GetProperty("version").GetString() == Version && IsAsPinned(manifest);
    }
}
