using System.Security.Cryptography;
using LocalAws.CodeBuild.Builds;
using LocalAws.CodeBuild.Buildspecs;
using LocalAws.CodeBuild.Files;
using LocalAws.CodeBuild.Projects;
using LocalAws.CodeBuild.Sandboxes;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Leaves in S3 what a build is to leave.</summary>
sealed class ArtifactUpload(BuildStorage storage, Sandbox sandbox, Action<string> say)
{
    const string S3Key = "alias/aws/s3";

    /// <summary>The artifact and the secondary ones, as far as they are asked for.</summary>
    public async Task<(BuildArtifact? Primary, IReadOnlyList<BuildArtifact> Secondary)> RunAsync(
        BuildRecord build,
        Buildspec buildspec,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return build.Pipeline is { } pipeline
                ? await ToPipelineAsync(build, pipeline, buildspec, cancellationToken)
                : await ToBucketsAsync(build, buildspec, cancellationToken);
        }
        catch (Exception error) when (error is AwsException or IOException or InvalidDataException)
        {
            throw new PhaseException(
                "CLIENT_ERROR",
                error is AwsException aws ? $"{aws.Code}: {aws.Message}" : error.Message
            );
        }
    }

    async Task<(BuildArtifact?, IReadOnlyList<BuildArtifact>)> ToPipelineAsync(
        BuildRecord build,
        PipelineArtifacts pipeline,
        Buildspec buildspec,
        CancellationToken cancellationToken
    )
    {
        var left = new List<BuildArtifact>();
        foreach (var output in pipeline.Outputs)
        {
            var files =
                buildspec.SecondaryArtifacts.GetValueOrDefault(output.Name)
                ?? (pipeline.Outputs.Count == 1 ? buildspec.Artifacts : null)
                ?? throw new InvalidDataException($"no definition for artifact {output.Name} found in buildspec");
            var key = output.KeyArn ?? build.Project.EncryptionKey ?? S3Key;
            left.Add(await ZipAsync(files, output.Bucket, output.Key, key, identifier: null, cancellationToken));
        }
        return left.Count == 1 ? (left[0], []) : (null, left);
    }

    async Task<(BuildArtifact?, IReadOnlyList<BuildArtifact>)> ToBucketsAsync(
        BuildRecord build,
        Buildspec buildspec,
        CancellationToken cancellationToken
    )
    {
        var project = build.Project;
        BuildArtifact? primary = null;
        if (project.Artifacts.Type == "S3" && buildspec.Artifacts is { } files)
            primary = await ToBucketAsync(build, project.Artifacts, files, cancellationToken);
        var secondary = new List<BuildArtifact>();
        foreach (var artifacts in project.SecondaryArtifacts.Where(artifacts => artifacts.Type == "S3"))
        {
            var named =
                buildspec.SecondaryArtifacts.GetValueOrDefault(artifacts.Identifier!)
                ?? throw new InvalidDataException(
                    $"no definition for artifact {artifacts.Identifier} found in buildspec"
                );
            secondary.Add(await ToBucketAsync(build, artifacts, named, cancellationToken));
        }
        return (primary, secondary);
    }

    async Task<BuildArtifact> ToBucketAsync(
        BuildRecord build,
        ProjectArtifacts target,
        ArtifactFiles files,
        CancellationToken cancellationToken
    )
    {
        var key = target.EncryptionDisabled ? null : build.Project.EncryptionKey ?? S3Key;
        var name = (target.OverrideArtifactName ? files.Name : null) ?? target.Name ?? build.Project.Name;
        var parts = new[] { target.Path, target.NamespaceType == "BUILD_ID" ? build.Id.Split(':')[1] : null, name };
        var prefix = string.Join('/', parts.Select(part => part?.Trim('/')).Where(part => part is { Length: > 0 }));
        if (target.Packaging == "ZIP")
            return await ZipAsync(files, target.Location!, prefix, key, target.Identifier, cancellationToken);
        foreach (var (path, file) in Select(files))
            await storage.PutFileAsync(target.Location!, $"{prefix}/{path}", file, key, cancellationToken);
        return new(storage.ArnOf(target.Location!, prefix), Sha256: null, Md5: null, target.Identifier);
    }

    async Task<BuildArtifact> ZipAsync(
        ArtifactFiles files,
        string bucket,
        string key,
        string? keyId,
        string? identifier,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(sandbox.Root, Guid.NewGuid().ToString("N"));
        await using var zip = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        await ZipFolder.CreateAsync(zip, Select(files), cancellationToken);
        zip.Position = 0;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(zip, cancellationToken));
        zip.Position = 0;
        await storage.PutAsync(bucket, key, zip, keyId, cancellationToken);
        return new(storage.ArnOf(bucket, key), sha256, Md5: null, identifier);
    }

    IReadOnlyList<(string Name, string Path)> Select(ArtifactFiles files)
    {
        say($"Expanding {string.Join(", ", files.Patterns)}");
        var found = FileSelection.Of(files, sandbox.Source);
        say($"Found {found.Count} file(s)");
        return found.Count > 0 ? found : throw new InvalidDataException("no matching artifact paths found");
    }
}
