using System.Security.Cryptography;

namespace LocalAws.CodeBuild.Sandboxes;

/// <summary>The folder of one build, for its owner alone: HOME, sources, installed programs, temporary files.</summary>
sealed class Sandbox
{
    const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Installers of the operating system's packages: on CodeBuild they change the container, here they would change the machine.</summary>
    static readonly string[] _systemInstallers = ["apt", "apt-get", "dnf", "yum", "apk", "brew"];

    Sandbox(string root) => Root = root;

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>What the build takes for its HOME.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>The primary source.</summary>
    public string Source => Path.Combine(Root, "src");

    /// <summary>What is kept between the commands of the build.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary>Temporary files.</summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Where global installs of npm go.</summary>
    public string Tools => Path.Combine(Root, "tools");

    /// <summary>The secondary source of that name.</summary>
    public string SecondarySource(string name) => Path.Combine(Root, "secondary", name);

    /// <summary>Makes the folder, with the files and links that the options name.</summary>
    public static Sandbox Create(CodeBuildOptions options)
    {
        var parent = options.SandboxDirectory ?? Path.GetTempPath();
        var name = "codebuild-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var sandbox = new Sandbox(Path.Combine(parent, name));
        foreach (var folder in (string[])[sandbox.Home, sandbox.Source, sandbox.State, sandbox.Temporary, Bin(sandbox)])
            CreateFolder(folder);
        foreach (var (path, file) in options.HomeFiles)
            sandbox.CopyHome(path, file);
        foreach (var (path, folder) in options.SharedFolders)
            sandbox.LinkHome(path, folder);
        foreach (var installer in _systemInstallers)
            sandbox.Refuse(installer);
        return sandbox;
    }

    /// <summary>The PATH of the build: what it installs first, what would change the machine last of all never.</summary>
    public string PathWith(string machine) => $"{Bin(this)}:{Path.Combine(Home, ".dotnet", "tools")}:{machine}";

    /// <summary>Where a path of CodeBuild's image is here: /root is HOME, anything relative is in the source.</summary>
    public string Locate(string path)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal))
            return Path.Combine(Home, path[2..]);
        if (path.StartsWith("/root/", StringComparison.Ordinal))
            return Path.Combine(Home, path["/root/".Length..]);
        return Path.Combine(Source, path);
    }

    /// <summary>Takes the folder away at once; removing what was in it, but not what links lead to, is what is returned.</summary>
    public Action Retire()
    {
        var retired = Root + "-ended";
        Directory.Move(Root, retired);
        return () => Directory.Delete(retired, recursive: true);
    }

    /// <summary>Makes a folder for its owner alone.</summary>
    public static void CreateFolder(string path) =>
        _ = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, OwnerFolder);

    static string Bin(Sandbox sandbox) => Path.Combine(sandbox.Tools, "bin");

    void CopyHome(string path, string file)
    {
        var target = InHome(path);
        CreateFolder(Path.GetDirectoryName(target)!);
        using var copy = Worlds.PrivateFiles.Open(target, FileMode.CreateNew);
        using var original = File.OpenRead(file);
        original.CopyTo(copy);
    }

    void LinkHome(string path, string folder)
    {
        var target = InHome(path);
        CreateFolder(Path.GetDirectoryName(target)!);
        Directory.CreateDirectory(folder);
        Directory.CreateSymbolicLink(target, Path.GetFullPath(folder));
    }

    string InHome(string path) =>
        Path.IsPathRooted(path) || path.Split('/').Contains("..")
            ? throw new ArgumentException($"{path} is no path within HOME.", nameof(path))
            : Path.Combine(Home, path);

    void Refuse(string installer)
    {
        var file = Path.Combine(Bin(this), installer);
        File.WriteAllText(
            file,
            $"""
            #!/bin/sh
            echo "{installer}: the local CodeBuild changes nothing on this machine; install it yourself: {installer} $*" >&2
            exit 1

            """
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, OwnerFolder);
    }
}
