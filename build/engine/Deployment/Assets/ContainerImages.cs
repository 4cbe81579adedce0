using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.Processes;

namespace Deployment.Assets;

/// <summary>Publishes container images with the cdk-assets CLI, which checks ECR, builds and pushes.</summary>
/// <remarks>It gets a manifest of the one image without a role, and the role's session in its environment, so that it can use no other credentials.</remarks>
sealed class ContainerImages(AssetPublisherOptions options)
{
    const string EngineVariable = "CDK_DOCKER";

    string Engine =>
        options.ContainerEngine
        ?? (Environment.GetEnvironmentVariable(EngineVariable) is { Length: > 0 } named ? named : "docker");

    public async Task PublishAsync(
        AssetReference asset,
        AssetManifest manifest,
        ContainerImageAsset image,
        ContainerImageDestination destination,
        Session session,
        CancellationToken cancellationToken
    )
    {
        if (options.CdkAssets is not { } script || !File.Exists(script))
            throw new BuildException(AssetFindings.NoCdkAssets(asset));
        var folder = TemporaryFolders.Create("image");
        try
        {
            var own = Path.Combine(folder, "assets.json");
            await File.WriteAllTextAsync(own, ManifestOf(manifest, image, destination, asset), cancellationToken);
            var environment = CredentialVariables.All.ToDictionary(
                name => name,
                string? (_) => null,
                StringComparer.Ordinal
            );
            foreach (var (name, value) in await session.ToEnvironmentVariablesAsync(cancellationToken))
                environment[name] = value;
            environment[EngineVariable] = Engine;
            var result = await ChildProcess.RunAsync(
                [options.Node, script, "publish", "--path", own],
                Path.GetDirectoryName(manifest.File)!,
                environment,
                cancellationToken
            );
            if (result.ExitCode != 0)
                throw new BuildException(await ExplainAsync(asset, result, cancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The image alone, its directory absolute, its texts without placeholders, to be published by whoever runs.</summary>
    static string ManifestOf(
        AssetManifest manifest,
        ContainerImageAsset image,
        ContainerImageDestination destination,
        AssetReference asset
    )
    {
        var root = JsonNode.Parse(File.ReadAllBytes(manifest.File))!;
        var source = root["dockerImages"]![image.Id]!["source"]!.DeepClone();
        if (image.Directory is { } directory)
            source["directory"] = directory;
        var placeholders = asset.Environment.Placeholders;
        return new JsonObject
        {
            ["version"] = root["version"]!.DeepClone(),
            ["dockerImages"] = new JsonObject
            {
                [image.Id] = new JsonObject
                {
                    ["source"] = source,
                    ["destinations"] = new JsonObject
                    {
                        [destination.Id] = new JsonObject
                        {
                            ["repositoryName"] = placeholders.Apply(destination.RepositoryName),
                            ["imageTag"] = placeholders.Apply(destination.ImageTag),
                            ["region"] = asset.Environment.Region,
                        },
                    },
                },
            },
        }.ToJsonString(JsonSerializerOptions.Default);
    }

    async Task<Finding> ExplainAsync(AssetReference asset, ProcessResult result, CancellationToken cancellationToken)
    {
        var answer = await AskEngineAsync(cancellationToken);
        return answer.ExitCode == 0
            ? AssetFindings.Failed(asset, string.Join(Environment.NewLine, result.LastLines))
            : AssetFindings.NoContainerEngine(asset, Engine, answer.LastLines);
    }

    public async Task<bool> HasEngineAsync(CancellationToken cancellationToken) =>
        (await AskEngineAsync(cancellationToken)).ExitCode == 0;

    Task<ProcessResult> AskEngineAsync(CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            [Engine, "version"],
            Path.GetTempPath(),
            new Dictionary<string, string?>(),
            cancellationToken
        );
}
