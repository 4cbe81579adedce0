using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Files;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Sandboxes;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Unpacks the sources of a build into its sandbox.</summary>
sealed class SourceDownload(BuildStorage storage, Sandbox sandbox)
{
    /// <summary>The primary source and all others, or a <see cref="PhaseException"/>.</summary>
    public async Task RunAsync(BuildRecord build, CancellationToken cancellationToken)
    {
        var project = build.Project;
        if (build.Pipeline is { } pipeline)
        {
            await UnpackAsync(pipeline.Primary, sandbox.Source, cancellationToken);
            foreach (var artifact in pipeline.Secondary)
                await UnpackAsync(artifact, sandbox.SecondarySource(artifact.Name), cancellationToken);
            return;
        }
        await DownloadAsync(project.Source, project.SourceVersion, sandbox.Source, cancellationToken);
        foreach (var source in project.SecondarySources)
            await DownloadAsync(source, null, sandbox.SecondarySource(source.Identifier!), cancellationToken);
    }

    async Task DownloadAsync(ProjectSource source, string? version, string folder, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case { Type: "NO_SOURCE" }:
                break;
            case { Type: "S3", Location: { } location }
                when location.Split('/', 2) is [var bucket, { Length: > 0 } key]:
                await UnpackAsync(new("source", bucket, key) { VersionId = version }, folder, cancellationToken);
                break;
            case { Type: "CODEPIPELINE" }:
                throw new PhaseException(
                    "CLIENT_ERROR",
                    "A project with a source of type CODEPIPELINE is started by CodePipeline alone."
                );
            default:
                throw new PhaseException(
                    "CLIENT_ERROR",
                    $"The local CodeBuild takes no source of type {source.Type} from {source.Location}: use CODEPIPELINE, NO_SOURCE or a zip in S3."
                );
        }
    }

    async Task UnpackAsync(InputArtifact artifact, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = storage.Open(artifact.Bucket, artifact.Key, artifact.VersionId);
            await ZipFolder.ExtractAsync(zip, folder, cancellationToken);
        }
        catch (Exception error) when (error is AwsException or InvalidDataException)
        {
            var which = folder == sandbox.Source ? "primary" : "secondary";
            throw new PhaseException(
                "CLIENT_ERROR",
                $"{Reason(error)} for {which} source and source version {storage.ArnOf(artifact.Bucket, artifact.Key)}"
            );
        }
    }

    static string Reason(Exception error) => error is AwsException aws ? $"{aws.Code}: {aws.Message}" : error.Message;
}
