using System.Security.Cryptography;
using System.Text;
using Guards;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Buildspecs;
using LocalAws.CodeBuild.Files;
using LocalAws.CodeBuild.Sandboxes;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Keeps files from build to build, in S3. What cannot be read or written is told and stops no build, as on AWS.</summary>
sealed class BuildCache(BuildStorage storage, Sandbox sandbox, CodeBuildOptions options, Action<string> say)
{
    /// <summary>What was unpacked, by names and contents.</summary>
    string? _restored;

    /// <summary>Unpacks what an earlier build of the project left.</summary>
    public async Task RestoreAsync(BuildRecord build, Buildspec buildspec, CancellationToken cancellationToken)
    {
        if (PathsOf(buildspec).Count == 0 || LocationOf(build, buildspec) is not var (bucket, key))
            return;
        try
        {
            await using var zip = storage.Find(bucket, key);
            if (zip is null)
                return;
            await ZipFolder.ExtractAsync(zip, sandbox.Root, cancellationToken, keepsTimes: true);
            _restored = await DigestAsync(Selected(buildspec), cancellationToken);
            say($"Restored the cache from s3://{bucket}/{key}");
        }
        catch (Exception error) when (error is AwsException or InvalidDataException)
        {
            say($"Unable to download cache: {error.Message}");
        }
    }

    /// <summary>Packs what the paths of the buildspec mean, unless it is what the cache has already.</summary>
    public async Task SaveAsync(BuildRecord build, Buildspec buildspec, CancellationToken cancellationToken)
    {
        var files = Selected(buildspec);
        if (files.Count == 0 || LocationOf(build, buildspec) is not var (bucket, key))
            return;
        try
        {
            if (_restored is not null && await DigestAsync(files, cancellationToken) == _restored)
            {
                say($"The cache s3://{bucket}/{key} has it all");
                return;
            }
            await using var zip = new MemoryStream();
            await ZipFolder.CreateAsync(zip, files, cancellationToken);
            zip.Position = 0;
            await storage.PutAsync(bucket, key, zip, keyId: null, cancellationToken);
            say($"Kept {files.Count} file(s) in the cache s3://{bucket}/{key}");
        }
        catch (Exception error) when (error is AwsException or IOException)
        {
            say($"Unable to upload cache: {error.Message}");
        }
    }

    List<(string Name, string Path)> Selected(Buildspec buildspec) =>
        [.. PathsOf(buildspec).SelectMany(Select).DistinctBy(file => file.Name)];

    static async Task<string> DigestAsync(
        IEnumerable<(string Name, string Path)> files,
        CancellationToken cancellationToken
    )
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, path) in files)
        {
            FileNode.DemandFile(path);
            await using var content = File.OpenRead(path);
            all.AppendData(Encoding.UTF8.GetBytes(name));
            all.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>The paths that no folder which all builds share covers already.</summary>
    List<string> PathsOf(Buildspec buildspec) =>
        [
            .. buildspec
                .CachePaths.Select(sandbox.Locate)
                .Where(path =>
                    options.SharedFolders.Keys.All(shared =>
                        !path.StartsWith(Path.Combine(sandbox.Home, shared) + "/", StringComparison.Ordinal)
                    )
                ),
        ];

    IEnumerable<(string Name, string Path)> Select(string pattern)
    {
        var relative = Path.GetRelativePath(sandbox.Root, pattern);
        return FileSelection.Of(new([relative]), sandbox.Root);
    }

    static (string Bucket, string Key)? LocationOf(BuildRecord build, Buildspec buildspec)
    {
        if (build.Project.Cache is not { Type: "S3", Location: { } location })
            return null;
        var parts = location.Split('/', 2);
        var paths = string.Join('\n', buildspec.CachePaths.Order(StringComparer.Ordinal));
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{build.Project.Arn}\n{paths}")));
        return (parts[0], parts.Length > 1 ? $"{parts[1].TrimEnd('/')}/{name}" : name);
    }
}
