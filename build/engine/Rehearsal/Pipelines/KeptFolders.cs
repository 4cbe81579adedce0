using Deployment.Files;

namespace Rehearsal.Pipelines;

/// <summary>Where the folders of builds stay as long as somebody looks around: they are large, and go with the rehearsal.</summary>
sealed class KeptFolders : IDisposable
{
    /// <summary>The folder of the folders, for its owner alone.</summary>
    public string Path { get; } = TemporaryFolders.Create("rehearsal");

    /// <summary>Removes them, but not what links in them lead to.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
