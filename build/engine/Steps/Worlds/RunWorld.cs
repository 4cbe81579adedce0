using Reporting;
using Settings.Projects;

namespace Steps.Worlds;

/// <summary>
/// The AWS that a run works with, as far as files go: what a rehearsal synthesizes, looks up and reports is kept apart from
/// what concerns AWS itself.
/// </summary>
/// <param name="IsRehearsal">The run is a rehearsal, --local.</param>
/// <param name="IsLocal">What answers is a local AWS: in a rehearsal, or where the environment points the run at one.</param>
public sealed record RunWorld(bool IsRehearsal, bool IsLocal)
{
    /// <summary>Where rehearsals keep what they synthesize and look up, from the repository's root.</summary>
    public const string RehearsalFolder = "build/.rehearsal";

    /// <summary>Where the state is that the projects are rehearsed with, from the repository's root.</summary>
    public const string LocalAwsFolder = "build/.local-aws";

    /// <summary>Tells what runs in a rehearsed pipeline, or deploys it, that a rehearsal is behind it.</summary>
    public const string PipelineRehearsalVariable = "BUILD_PIPELINE_REHEARSAL";

    /// <summary>Whether the process is a part of a rehearsed pipeline's life.</summary>
    public static bool IsOfPipelineRehearsal(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable(PipelineRehearsalVariable) == "true";
    }

    /// <summary>The run is a part of a rehearsed pipeline's life, which takes its local AWS for AWS itself.</summary>
    public bool IsPipelineRehearsal { get; init; }

    /// <summary>The name of a folder for an assembly that is made elsewhere, which keeps what concerns it from the rest; null: none is worked on.</summary>
    public string? App { get; init; }

    /// <summary>Where reports are, from the repository's root.</summary>
    public string ReportFolder => OfApp(IsRehearsal || IsPipelineRehearsal ? LocalReports : ReportFiles.Folder);

    /// <summary>Where the page of a target's run is, from the repository's root: the rehearsal of a pipeline is one too.</summary>
    public string ReportFolderOf(string target) => target == "Rehearse" ? LocalReports : ReportFolder;

    /// <summary>Where the local AWS of a rehearsal keeps its state, from the repository's root.</summary>
    public string StateFolder => App is null ? LocalAwsFolder : $"{OfApp(RehearsalFolder)}/local-aws";

    /// <summary>Where the reports of rehearsals are, from the repository's root.</summary>
    public static string LocalReports => $"{ReportFiles.Folder}/local";

    /// <summary>Where the Cloud Assembly of a subproject is written, from the repository's root.</summary>
    public string AssemblyOf(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return project.Assembly is { } elsewhere ? elsewhere
            : IsRehearsal ? $"{RehearsalFolder}/{project}/{Project.AssemblyFolder}"
            : $"{project.Folder}/{Project.AssemblyFolder}";
    }

    /// <summary>Where the Cloud Assembly of a subproject is read: a rehearsal without one of its own takes AWS's, which holds nothing that it could spoil.</summary>
    public string AssemblyIn(string root, Project project)
    {
        var own = Path.Combine(root, AssemblyOf(project));
        return IsRehearsal && !Directory.Exists(own) && Directory.Exists(project?.AssemblyIn(root))
            ? project.AssemblyIn(root)
            : own;
    }

    string OfApp(string folder) => App is null ? folder : $"{folder}/apps/{App}";

    /// <summary>The file that lookups of a subproject are kept in, from the repository's root.</summary>
    public string LookupsOf(Project project) =>
        IsLocal ? LocalContext.LookupsOf(project) : $"{project?.Folder}/{LocalContext.FileName}";

    /// <summary>What distinguishes the steps of rehearsals from the others.</summary>
    public string StepName(string name) => IsRehearsal ? $"local-{name}" : name;

    /// <summary>The text of the context that a subproject is synthesized with, null where there is none.</summary>
    public string? ContextOf(string root, Project project)
    {
        var local = Path.Combine(root, LocalContext.WorkingFileOf(project));
        var committed = Path.Combine(root, $"{project?.Folder}/{LocalContext.FileName}");
        return IsLocal && File.Exists(local) ? File.ReadAllText(local)
            : File.Exists(committed) ? File.ReadAllText(committed)
            : null;
    }
}
