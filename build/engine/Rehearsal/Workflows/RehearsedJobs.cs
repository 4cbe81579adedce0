using Deployment;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.NextActions;
using Rehearsal.Pipelines;
using Steps.Worlds;

namespace Rehearsal.Workflows;

/// <summary>What a rehearsal of workflows leaves for the next one to go on from: the source, artifacts, and the jobs that have succeeded.</summary>
/// <param name="folder">Where it is kept.</param>
sealed class RehearsedJobs(string folder)
{
    /// <summary>Where it is kept, from the repository's root.</summary>
    public const string Folder = RunWorld.LocalAwsFolder + "/workflows";

    string DoneFile => Path.Combine(folder, "succeeded.txt");

    string DescriptionFile => Path.Combine(folder, "source.txt");

    string Zip => Path.Combine(folder, "source.zip");

    public string Artifacts => Path.Combine(folder, "artifacts");

    /// <summary>The names of the jobs that have succeeded.</summary>
    public HashSet<string> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins with a commit, or with the work tree; nothing has run.</summary>
    public async Task<SourceSnapshot> BeginAsync(
        string root,
        bool includeUncommitted,
        CancellationToken cancellationToken
    )
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var snapshot = await SourceSnapshot.TakeAsync(root, folder, includeUncommitted, cancellationToken);
        WholeFile.Write(DescriptionFile, $"{snapshot.Id}\n{snapshot.Message}\n");
        return snapshot;
    }

    /// <summary>Goes on with what was pushed before.</summary>
    /// <exception cref="BuildException">NothingToRetry.</exception>
    public SourceSnapshot Resume()
    {
        if (!File.Exists(DescriptionFile) || !File.Exists(DoneFile))
            throw new BuildException(
                new Finding(
                    RehearsalCodes.NothingToRetry,
                    "There is nothing to retry: no rehearsal has failed since the last that did not",
                    new BuildCommand("Rehearse").In(AwsEndpoint.Aws)
                ),
                BuildException.WrongInput
            );
        Done.UnionWith(File.ReadAllLines(DoneFile));
        return File.ReadAllLines(DescriptionFile) is [var id, .. var rest]
            ? new(id, string.Join(' ', rest), Zip)
            : throw new InvalidDataException($"{DescriptionFile} is empty.");
    }

    /// <summary>Keeps what has succeeded where something failed; where nothing did, there is nothing to go on from.</summary>
    public void End(bool hasFailed)
    {
        if (hasFailed)
            WholeFile.Write(DoneFile, string.Join('\n', Done));
        else
            File.Delete(DoneFile);
    }
}
