using System.Text.Json;

namespace Deployment.Assemblies;

/// <summary>What constructs attached to a stack, in the manifest or in a file beside it (additionalMetadataFile).</summary>
sealed record StackMetadata(
    IReadOnlyList<SynthesisMessage> Messages,
    IReadOnlyDictionary<string, string> ConstructPaths,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<Acknowledgement> Acknowledgements
)
{
    public static StackMetadata Read(ManifestArtifact artifact, AssemblyFiles files, AssemblyProblems problems)
    {
        var messages = new List<SynthesisMessage>();
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var acknowledgements = new List<Acknowledgement>();
        foreach (var (path, entry) in Entries(artifact, files, problems))
            switch (entry.RequireString("type"))
            {
                case "aws:cdk:info":
                    messages.Add(new(SynthesisMessageLevel.Info, path, Text(entry)));
                    break;
                case "aws:cdk:warning":
                    messages.Add(new(SynthesisMessageLevel.Warning, path, Text(entry)));
                    break;
                case "aws:cdk:error":
                    messages.Add(new(SynthesisMessageLevel.Error, path, Text(entry)));
                    break;
                case "aws:cdk:logicalId" when entry.FindString("data") is { } logicalId:
                    paths.TryAdd(logicalId, path.TrimStart('/'));
                    break;
                case "aws:cdk:stack-tags":
                    ReadTags(entry, tags);
                    break;
                // aws-cdk-lib, core/lib/validation/validations.ts: reasons by rules.
                case "aws:cdk:acknowledged-rules":
                    acknowledgements.AddRange(
                        entry
                            .Find("data")
                            ?.Members()
                            .Select(rule => new Acknowledgement(path.TrimStart('/'), rule.Name, TextOf(rule.Node)))
                            ?? []
                    );
                    break;
                case "aws:cdk:asset":
                    entry.Problem(
                        FindingCodes.LegacyAsset,
                        "the asset is passed to the stack in parameters, as CDK v1 did, and is not published",
                        "use DefaultStackSynthesizer in the app"
                    );
                    break;
            }
        return new(messages, paths, tags, acknowledgements);
    }

    static IEnumerable<(string Path, ManifestNode Entry)> Entries(
        ManifestArtifact artifact,
        AssemblyFiles files,
        AssemblyProblems problems
    )
    {
        var sources = new List<ManifestNode>();
        if (artifact.Node.FindObject("metadata") is { } metadata)
            sources.Add(metadata);
        if (
            artifact.Node.FindString("additionalMetadataFile") is { } name
            && files.File(artifact.Node.Find("additionalMetadataFile")!, artifact.Directory, name) is { } file
            && JsonFile.Read(file, problems) is { } root
        )
            sources.Add(root);
        return sources
            .SelectMany(source => source.Members())
            .SelectMany(member => member.Node.Items().Select(item => (member.Name, item)))
            .Where(entry => entry.item.IsObject());
    }

    static string Text(ManifestNode entry) => entry.Find("data") is { } data ? TextOf(data) : "";

    static string TextOf(ManifestNode data) =>
        data.Element.ValueKind == JsonValueKind.String ? data.Element.GetString()! : data.Element.GetRawText();

    /// <summary>Older libraries wrote tags as Key and Value.</summary>
    static void ReadTags(ManifestNode entry, Dictionary<string, string> tags)
    {
        foreach (var tag in entry.Find("data")?.Items().Where(item => item.IsObject()) ?? [])
            if ((tag.FindString("key") ?? tag.FindString("Key")) is { } key)
                tags[key] = tag.FindString("value") ?? tag.FindString("Value") ?? "";
    }
}
