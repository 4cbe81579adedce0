using System.Text.Json.Nodes;
using Diagnosis.Templates;

namespace Diagnosis.Pipelines;

/// <summary>Reads the actions of a pipeline.</summary>
static class ActionReader
{
    public static IEnumerable<PipelineAction> ReadAll(TemplateResource pipeline, TemplateValues values)
    {
        var role = values.Text(pipeline.Properties["RoleArn"]) ?? Unknown.Mark;
        var store = pipeline.Properties["ArtifactStore"];
        foreach (var stage in Items(pipeline.Properties["Stages"]))
        foreach (var action in Items(stage["Actions"]))
            yield return new(
                values.Text(stage["Name"]) ?? "",
                values.Text(action["Name"]) ?? "",
                role,
                values.Text(action["RoleArn"]),
                action["ActionTypeId"]?["Provider"]?.ToString() == "CodeBuild"
                    ? values.Text(action["Configuration"]?["ProjectName"])
                    : null,
                values.Text(store?["Location"]),
                values.Text(store?["EncryptionKey"]?["Id"]),
                Items(action["InputArtifacts"]).Any(),
                Items(action["OutputArtifacts"]).Any()
            )
            {
                Pipeline = pipeline.LogicalId,
                RunOrder = int.TryParse(action["RunOrder"]?.ToString(), out var order) ? order : 1,
                Provider = action["ActionTypeId"]?["Provider"]?.ToString() ?? "",
            };
    }

    static IEnumerable<JsonObject> Items(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
