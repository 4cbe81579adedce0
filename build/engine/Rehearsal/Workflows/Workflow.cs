using System.Text.Json.Nodes;
using Deployment;
using Deployment.Texts;

namespace Rehearsal.Workflows;

/// <summary>A workflow of GitHub Actions, as far as a rehearsal runs it.</summary>
/// <param name="Jobs">In the order of their needs.</param>
sealed record Workflow(string Name, IReadOnlyList<WorkflowJob> Jobs)
{
    /// <exception cref="BuildException">UnreadableDocument.</exception>
    public static Workflow Read(string text, string place)
    {
        var document = YamlDocument.Read(text, place);
        return new(
            $"{document["name"]}",
            [.. (document["jobs"] as JsonObject ?? []).Select(job => WorkflowJob.Read(job.Key, job.Value!.AsObject()))]
        );
    }

    /// <summary>The jobs, each once for every entry of its matrix.</summary>
    public IEnumerable<(WorkflowJob Job, IReadOnlyDictionary<string, string> Matrix)> Legs =>
        Jobs.SelectMany(job => job.Matrix.Select(entry => (job, entry)));
}

/// <param name="Needs">The ids of the jobs before it.</param>
/// <param name="Environment">The environment of GitHub whose protection it waits for, or null.</param>
/// <param name="AsksForTokens">Whether GitHub gives it tokens of its issuer.</param>
/// <param name="If">The condition under which it runs, or null.</param>
/// <param name="Matrix">The values of each leg; one empty entry without a matrix.</param>
sealed record WorkflowJob(
    string Id,
    IReadOnlyList<string> Needs,
    string? Environment,
    bool AsksForTokens,
    string? If,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Matrix,
    IReadOnlyList<WorkflowStep> Steps
)
{
    public static WorkflowJob Read(string id, JsonObject job)
    {
        var matrix = job["strategy"]?["matrix"]?["include"] as JsonArray;
        return new(
            id,
            [.. (job["needs"] as JsonArray ?? []).Select(need => $"{need}")],
            job["environment"]?.ToString(),
            job["permissions"]?["id-token"]?.ToString() == "write",
            job["if"]?.ToString(),
            matrix is null ? [new Dictionary<string, string>()] : [.. matrix.Select(Texts)],
            [.. (job["steps"] as JsonArray ?? []).Select(step => WorkflowStep.Read(step!.AsObject()))]
        );
    }

    internal static Dictionary<string, string> Texts(JsonNode? node) =>
        (node as JsonObject ?? []).ToDictionary(entry => entry.Key, entry => $"{entry.Value}", StringComparer.Ordinal);
}

/// <param name="Uses">The action that it runs, without its version; null where it runs a script.</param>
/// <param name="With">What the action is given.</param>
sealed record WorkflowStep(
    string? Uses,
    string? Run,
    string? If,
    IReadOnlyDictionary<string, string> With,
    IReadOnlyDictionary<string, string> Env
)
{
    public static WorkflowStep Read(JsonObject step) =>
        new(
            step["uses"]?.ToString().Split('@')[0],
            step["run"]?.ToString(),
            step["if"]?.ToString(),
            WorkflowJob.Texts(step["with"]),
            WorkflowJob.Texts(step["env"])
        );
}
