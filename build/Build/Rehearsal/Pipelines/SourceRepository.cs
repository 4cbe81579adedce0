using Build.Settings;
using LocalAws;
using LocalAws.CodePipeline.Sources;

namespace Build.Rehearsal.Pipelines;

/// <summary>The repository that the settings name, as far as the pipeline sees it.</summary>
sealed class SourceRepository(LocalAwsServer server, SourceSettings source)
{
    /// <summary>Pushes a snapshot to the branch; a connection that leads there is completed.</summary>
    public async Task PushAsync(SourceSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (source.Properties.GetValueOrDefault("connectionArn") is { } connection)
            server.Connect(connection);
        var name = source.Properties["repository"];
        var owner = source.Properties.GetValueOrDefault("owner");
        var commit = new SourceCommit(
            owner is null ? name : $"{owner}/{name}",
            source.Properties.GetValueOrDefault("branch") ?? "main",
            snapshot.Id
        )
        {
            Message = snapshot.Message,
        };
        await using var zip = File.OpenRead(snapshot.Zip);
        await server.PushAsync(commit, zip, cancellationToken);
    }
}
