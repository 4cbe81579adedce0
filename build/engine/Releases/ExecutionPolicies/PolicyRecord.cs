using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deployment.Files;
using Settings;
using Steps;
using Steps.Worlds;

namespace Releases.ExecutionPolicies;

/// <summary>
/// What bootstrapping has allowed CloudFormation, in files beside the settings, to be committed with them: a synthesis compares
/// with it without asking AWS, and a change shows in a review.
/// </summary>
static class PolicyRecord
{
    const string Committed = "build/execution-policies";

    static readonly JsonSerializerOptions readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The policies' documents; none where none were made.</summary>
    public static IReadOnlyList<string> Read(ReleaseContext context, EnvironmentSettings environment)
    {
        var file = FileOf(context, environment);
        if (!File.Exists(file))
            return [];
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) is JsonArray documents
                ? [.. documents.OfType<JsonNode>().Select(document => document.ToJsonString())]
                : [];
        }
        catch (JsonException)
        {
            // Bootstrapping writes it once more.
            return [];
        }
    }

    /// <summary>From the repository's root: what a local AWS allows is none of AWS's, and stands apart.</summary>
    public static string FolderOf(RunWorld world) =>
        world.IsLocal ? $"{RunWorld.RehearsalFolder}/execution-policies" : Committed;

    public static void Write(ReleaseContext context, EnvironmentSettings environment, IReadOnlyList<string> documents)
    {
        // An assembly that is made elsewhere is no part of what is committed here.
        if (context.App is not null)
            return;
        var text =
            new JsonArray([.. documents.Select(document => JsonNode.Parse(document))]).ToJsonString(readable) + "\n";
        var file = FileOf(context, environment);
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            WholeFile.Write(file, text);
    }

    static string FileOf(ReleaseContext context, EnvironmentSettings environment) =>
        Path.Combine(context.Root, FolderOf(context.World), $"{environment.Name}.json");
}
