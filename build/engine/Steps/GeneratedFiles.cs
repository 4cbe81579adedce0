using System.Text.Json;
using Deployment;
using Deployment.NextActions;
using Fingerprints.Observations;
using Settings;
using Settings.Projects;
using Steps.Traces;
using Tools;

namespace Steps;

/// <summary>The files that projen generates from .projenrc.ts.</summary>
public static class GeneratedFiles
{
    /// <summary>What projen writes besides the files that it lists: it fills versions in.</summary>
    static readonly string[] alsoWritten = ["package.json", ".projen/files.json", "yarn.lock"];

    /// <summary>The files in the subproject that are as projen writes them; of those that it is still to write, none.</summary>
    public static IEnumerable<string> Of(ProjectContext context, Project project) =>
        Listed(Path.Combine(project.DirectoryIn(context.Root), ".projen", "files.json"))
            .Union(["package.json", ".projen/files.json"]);

    /// <summary>The workflows of the repository that the project generates, from the repository's root: where GitHub Actions release.</summary>
    public static IReadOnlyList<string> WorkflowsOf(ProjectContext context, Project project) =>
        project.Releases && context.Settings.Source.Type == SourceSettings.GitHubActions ? workflows : [];

    /// <summary>Releases, from the repository's root.</summary>
    public const string ReleaseWorkflow = ".github/workflows/release.yml";

    /// <summary>Compares for pull requests, from the repository's root.</summary>
    public const string DiffWorkflow = ".github/workflows/diff.yml";

    static readonly string[] workflows = [ReleaseWorkflow, DiffWorkflow];

    /// <summary>
    /// Runs .projenrc.ts without a type check. Where it changes package.json, the packages are installed anew; on a build
    /// server a change fails the build. Returns what .projenrc.ts was seen to read.
    /// </summary>
    public static async Task<IReadOnlyList<Observation>> RegenerateAsync(ProjectContext context, Project project)
    {
        var before = Read(context, project);
        using var trace = new NodeTrace(context.Root, project.DirectoryIn(context.Root));
        var command = new Command(
            "node",
            ["--import", "tsx", ".projenrc.ts"],
            project.DirectoryIn(context.Root),
            project.Name
        )
        {
            // What projen would do afterwards, installing and linting, are steps of this build.
            Environment = trace.Environment(new Dictionary<string, string?> { ["PROJEN_DISABLE_POST"] = "true" }),
        };
        await context.Processes.RunOrFailAsync(command, $"the generation of {project}'s files");

        var seen = trace.Read(".projenrc.ts");
        var after = Read(context, project);
        var changed = before
            .Keys.Union(after.Keys)
            .Where(file => before.GetValueOrDefault(file) != after.GetValueOrDefault(file));
        if (changed.Order(StringComparer.Ordinal).ToList() is not { Count: > 0 } stale)
            return seen;
        if (context.IsContinuousIntegration)
            throw new BuildException(
                new Finding(
                    StepCodes.StaleGeneratedFiles,
                    $"Generated files of {project} are not what .projenrc.ts generates",
                    [.. stale.Select(file => workflows.Contains(file) ? file : $"{project.Folder}/{file}")],
                    $"{new BuildCommand("Projen", $"--project={project}").In(context.Endpoint)}, and commit what it changes"
                )
            );
        if (stale.Contains("package.json"))
            await PackageInstallation.RunAsync(context, project, immutable: false);
        return seen;
    }

    /// <summary>The text of each generated file by its path in the subproject, that of workflows by theirs in the repository.</summary>
    static Dictionary<string, string> Read(ProjectContext context, Project project)
    {
        var directory = project.DirectoryIn(context.Root);
        return Listed(Path.Combine(directory, ".projen", "files.json"))
            .Union(alsoWritten)
            .Select(file => (Name: file, Path: Path.Combine(directory, file)))
            .Concat(WorkflowsOf(context, project).Select(file => (Name: file, Path: Path.Combine(context.Root, file))))
            .Where(file => File.Exists(file.Path))
            .ToDictionary(file => file.Name, file => File.ReadAllText(file.Path), StringComparer.Ordinal);
    }

    static List<string> Listed(string manifest)
    {
        if (!File.Exists(manifest))
            return [];
        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return [.. json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()!)];
    }
}
