using Guards;

namespace Deployment.Assemblies;

/// <summary>Resolves the paths that manifests name and keeps them inside the assembly, through symbolic links too.</summary>
sealed class AssemblyFiles(string root)
{
    const string StageAssets =
        "synthesize with asset staging on, so that everything that is published lies in the assembly's directory";

    internal const string NotAFileNext = "remove it from what the app stages, and synthesize again";

    readonly string realRoot = RealPath.Of(root);

    public string Root { get; } = root;

    public string? File(ManifestNode node, string directory, string path) =>
        Find(node, directory, path, isDirectory: false);

    public string? Directory(ManifestNode node, string directory, string path) =>
        Find(node, directory, path, isDirectory: true);

    string? Find(ManifestNode node, string directory, string path, bool isDirectory)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            node.Problem(FindingCodes.InvalidManifest, "is not a path");
            return null;
        }
        var full = Path.GetFullPath(Path.Combine(directory, path));
        if (!RealPath.IsWithin(Root, full) || full == Root)
            return Refuse(node, path, "leads out of the assembly");
        if (isDirectory ? !System.IO.Directory.Exists(full) : !System.IO.File.Exists(full))
        {
            var other = isDirectory ? System.IO.File.Exists(full) : System.IO.Directory.Exists(full);
            var kind = isDirectory ? "directory" : "file";
            node.Problem(
                FindingCodes.MissingFile,
                other ? $"{path} is not a {kind}" : $"the {kind} {path} does not exist"
            );
            return null;
        }
        if (FileNode.IsSpecial(full))
        {
            node.Problem(FindingCodes.NotAFile, $"{path} is a pipe, a socket or a device", NotAFileNext);
            return null;
        }
        return RealPath.IsWithin(realRoot, RealPath.Of(full))
            ? full
            : Refuse(node, path, "is a symbolic link out of the assembly");
    }

    static string? Refuse(ManifestNode node, string path, string why)
    {
        node.Problem(FindingCodes.PathTraversal, $"{path} {why}", StageAssets);
        return null;
    }
}
