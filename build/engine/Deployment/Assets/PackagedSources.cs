using System.Collections.Concurrent;
using Deployment.Assemblies;
using Deployment.Files;
using Deployment.Processes;

namespace Deployment.Assets;

/// <summary>The files to upload, each made once however many places it goes to; what was made is deleted at the end.</summary>
sealed class PackagedSources : IDisposable
{
    readonly ConcurrentDictionary<FileAssetSource, Lazy<Task<PackagedFile>>> packaged = new();
    readonly Lazy<string> folder = new(() => TemporaryFolders.Create("assets"));
    int count;

    public Task<PackagedFile> OpenAsync(FileAssetSource source, CancellationToken cancellationToken) =>
        source switch
        {
            FileAssetSource.File file => Task.FromResult(new PackagedFile(file.Path, ContentTypes.Of(file.Path))),
            _ => Shared(source, cancellationToken),
        };

    public void Dispose()
    {
        if (folder.IsValueCreated)
            Directory.Delete(folder.Value, recursive: true);
    }

    async Task<PackagedFile> Shared(FileAssetSource source, CancellationToken cancellationToken)
    {
        var mine = packaged.GetOrAdd(source, _ => new(() => MakeAsync(source, cancellationToken)));
        try
        {
            return await mine.Value;
        }
        catch
        {
            packaged.TryRemove(new(source, mine));
            throw;
        }
    }

    Task<PackagedFile> MakeAsync(FileAssetSource source, CancellationToken cancellationToken) =>
        source switch
        {
            FileAssetSource.ZipDirectory directory => Task.Run(
                () => ZipAsync(directory, cancellationToken),
                cancellationToken
            ),
            FileAssetSource.Command command => RunAsync(command, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source, "not a source that is made"),
        };

    async Task<PackagedFile> ZipAsync(FileAssetSource.ZipDirectory directory, CancellationToken cancellationToken)
    {
        var name = $"{Interlocked.Increment(ref count)}.zip";
        var file = Path.Combine(folder.Value, name);
        await using var output = File.Create(file);
        await DeterministicZip.WriteAsync(directory.Path, directory.Boundary, output, cancellationToken);
        return new(file, ContentTypes.Zip);
    }

    static async Task<PackagedFile> RunAsync(FileAssetSource.Command command, CancellationToken cancellationToken)
    {
        var result = await ChildProcess.RunAsync(
            command.Arguments,
            command.WorkingDirectory,
            new Dictionary<string, string?>(),
            cancellationToken,
            isConfined: true
        );
        if (result.ExitCode == 0 && result.FileIn(command.WorkingDirectory) is { } path)
            return new(path, ContentTypes.Zip);
        throw new BuildException(
            new Finding(
                FindingCodes.AssetPackagingFailed,
                $"The command {command.Arguments[0]} that packages an asset "
                    + (
                        result.ExitCode == 0
                            ? "did not print the name of a file alone on standard output"
                            : $"ended with exit code {result.ExitCode}"
                    ),
                result.LastLines,
                $"make it work by itself, in {command.WorkingDirectory}: {string.Join(' ', command.Arguments)}"
            )
        );
    }
}

/// <summary>A file ready to be uploaded.</summary>
sealed record PackagedFile(string Path, string ContentType);
