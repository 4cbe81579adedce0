namespace Deployment.Assemblies;

/// <summary>Reads an asset manifest, <c>*.assets.json</c>.</summary>
static class AssetManifestReader
{
    public static AssetManifest? Read(ManifestArtifact artifact, AssemblyFiles files, AssemblyProblems problems)
    {
        if (artifact.Properties is not { } properties || properties.RequireString("file") is not { } name)
            return null;
        if (files.File(properties.Find("file")!, artifact.Directory, name) is not { } file)
            return null;
        if (JsonFile.Read(file, problems) is not { } root || !SchemaVersion.Check(root))
            return null;
        return new(
            artifact.Id,
            file,
            [
                .. Each(root, "files")
                    .Select(entry => ReadFile(entry.Name, entry.Node, artifact.Directory, files))
                    .OfType<FileAsset>(),
            ],
            [
                .. Each(root, "dockerImages")
                    .Select(entry => ReadImage(entry.Name, entry.Node, artifact.Directory, files)),
            ],
            RoleReader.ReadBootstrap(properties)
        );
    }

    static FileAsset? ReadFile(string id, ManifestNode node, string directory, AssemblyFiles files)
    {
        var displayName = node.FindString("displayName");
        var destinations = Each(node, "destinations")
            .Select(entry => ReadFileDestination(entry.Name, entry.Node))
            .OfType<FileDestination>()
            .ToList();
        if (node.FindObject("source") is not { } source)
        {
            if (node.Find("source") is null)
                node.Problem(FindingCodes.InvalidManifest, "source is missing");
            return null;
        }
        return ReadSource(source, directory, files) is { } from ? new(id, displayName, from, destinations) : null;
    }

    static FileAssetSource? ReadSource(ManifestNode source, string directory, AssemblyFiles files)
    {
        if (source.Strings("executable") is { Count: > 0 } command)
            return new FileAssetSource.Command(command, directory);
        var packaging = source.FindString("packaging") ?? "file";
        if (source.RequireString("path") is not { } path)
            return null;
        var node = source.Find("path")!;
        switch (packaging)
        {
            case "file":
                return files.File(node, directory, path) is { } file ? new FileAssetSource.File(file) : null;
            case "zip":
                return files.Directory(node, directory, path) is { } folder
                    ? new FileAssetSource.ZipDirectory(folder, files.Root)
                    : null;
            default:
                source.Find("packaging")!.Unexpected("\"file\" or \"zip\"");
                return null;
        }
    }

    static FileDestination? ReadFileDestination(string id, ManifestNode node)
    {
        var (bucket, key) = (node.RequireString("bucketName"), node.RequireString("objectKey"));
        var (region, role) = (node.FindString("region"), RoleReader.Read(node));
        return bucket is null || key is null ? null : new(id, bucket, key, region, role);
    }

    static ContainerImageAsset ReadImage(string id, ManifestNode node, string directory, AssemblyFiles files)
    {
        var source = node.FindObject("source");
        if (node.Find("source") is null)
            node.Problem(FindingCodes.InvalidManifest, "source is missing");
        var context = source?.FindString("directory") is { } path
            ? files.Directory(source.Find("directory")!, directory, path)
            : null;
        return new(
            id,
            node.FindString("displayName"),
            context,
            [
                .. Each(node, "destinations")
                    .Select(entry => ReadImageDestination(entry.Name, entry.Node))
                    .OfType<ContainerImageDestination>(),
            ]
        );
    }

    static ContainerImageDestination? ReadImageDestination(string id, ManifestNode node)
    {
        var (repository, tag) = (node.RequireString("repositoryName"), node.RequireString("imageTag"));
        var (region, role) = (node.FindString("region"), RoleReader.Read(node));
        return repository is null || tag is null ? null : new(id, repository, tag, region, role);
    }

    static IEnumerable<(string Name, ManifestNode Node)> Each(ManifestNode node, string name) =>
        (node.FindObject(name)?.Members() ?? []).Where(entry => entry.Node.IsObject());
}
