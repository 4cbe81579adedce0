using System.Text.Json;
using Deployment;
using Deployment.NextActions;
using LocalAws;
using Settings.Projects;

namespace Steps.Worlds;

/// <summary>The lookups that are committed: what a local AWS made up is none of AWS's, however it came there.</summary>
public static class CommittedContext
{
    /// <summary>Before a synthesis for AWS itself.</summary>
    /// <exception cref="BuildException">A local AWS's answers are among them; all of them are named.</exception>
    public static void Check(ProjectContext context)
    {
        if (context.World.IsLocal)
            return;
        var findings = context.Settings.Projects.SelectMany(project => FindingsOf(context, project)).ToList();
        if (findings.Count > 0)
            throw new BuildException(findings);
    }

    static IEnumerable<Finding> FindingsOf(ProjectContext context, Project project)
    {
        var file = Path.Combine(project.DirectoryIn(context.Root), LocalContext.FileName);
        if (!File.Exists(file))
            yield break;
        var madeUp = MadeUpIn(File.ReadAllText(file), context.Settings.LocalAws.Lookups);
        if (madeUp.Count == 0)
            yield break;
        yield return new Finding(
            StepCodes.RehearsedContext,
            $"{project.Folder}/{LocalContext.FileName} holds what a local AWS made up",
            madeUp,
            $"remove these entries from {project.Folder}/{LocalContext.FileName}, then "
                + new BuildCommand("Synth", $"--project={project}").In(context.Endpoint)
        );
    }

    /// <summary>The keys of lookups that a local AWS has answered with identifiers of its own.</summary>
    internal static IReadOnlyList<string> MadeUpIn(string text, LookupFixtures fixtures)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? []
                :
                [
                    .. document
                        .RootElement.EnumerateObject()
                        .Where(entry => IsMadeUp(entry.Name, entry.Value.GetRawText(), fixtures))
                        .Select(entry => entry.Name),
                ];
        }
        catch (JsonException)
        {
            // The CDK CLI says what is wrong with it.
            return [];
        }
    }

    static bool IsMadeUp(string key, string value, LookupFixtures fixtures) =>
        PartOf(key, "account") is { } account
        && PartOf(key, "region") is { } region
        && GeneratedIds.Of(fixtures, account, region).Any(id => value.Contains($"{id}\"", StringComparison.Ordinal));

    /// <summary>A key is the provider and the lookup's properties: "ami:account=1:filters.name.0=a:region=eu-west-1".</summary>
    static string? PartOf(string key, string name) =>
        key.Split(':')
            .FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
            ?[(name.Length + 1)..];
}
