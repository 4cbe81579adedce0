using System.IO.Compression;
using Deployment.Files;
using LocalAws.CodeBuild;

namespace Rehearsal.Workflows;

/// <summary>What stands in for the machine of a job: folders of its own, with this machine's programs and package caches.</summary>
/// <param name="root">Its folder.</param>
sealed class JobFolder(string root)
{
    public string Workspace { get; } = Path.Combine(root, "workspace");

    public string Home { get; } = Path.Combine(root, "home");

    public string Temporary { get; } = Path.Combine(root, "temp");

    /// <summary>Where the job's summary is written.</summary>
    public string Summary => Path.Combine(Temporary, "summary.md");

    public static JobFolder Create(string root, CodeBuildOptions machine)
    {
        var folder = new JobFolder(root);
        foreach (var path in (string[])[folder.Workspace, folder.Home, folder.Temporary])
            Directory.CreateDirectory(path);
        foreach (var (path, file) in machine.HomeFiles)
            WholeFile.WritePrivate(Below(folder.Home, path), File.ReadAllText(file));
        foreach (var (path, shared) in machine.SharedFolders)
            Directory.CreateSymbolicLink(Below(folder.Home, path), shared);
        File.WriteAllText(folder.Summary, "");
        return folder;
    }

    /// <summary>What actions/checkout does.</summary>
    public void CheckOut(string zip) => ZipFile.ExtractToDirectory(zip, Workspace, overwriteFiles: true);

    /// <summary>What actions/upload-artifact does; false where there is no such file or folder.</summary>
    public bool Upload(string path, string artifact)
    {
        var source = Path.GetFullPath(path, Workspace);
        Directory.CreateDirectory(artifact);
        if (File.Exists(source))
            File.Copy(source, Path.Combine(artifact, Path.GetFileName(source)), overwrite: true);
        else if (Directory.Exists(source))
            Copy(source, artifact);
        else
            return false;
        return true;
    }

    /// <summary>What actions/download-artifact does; false where there is no such artifact.</summary>
    public bool Download(string artifact)
    {
        if (!Directory.Exists(artifact))
            return false;
        Copy(artifact, Workspace);
        return true;
    }

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Below(to, Path.GetRelativePath(from, file)), overwrite: true);
    }

    static string Below(string folder, string path)
    {
        var whole = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        return whole;
    }
}
