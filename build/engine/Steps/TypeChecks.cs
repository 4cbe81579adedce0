using Fingerprints.Observations;
using Settings.Projects;
using Steps.Traces;

namespace Steps;

/// <summary>Checks types by the native compiler, which lists the files that it reads.</summary>
static class TypeChecks
{
    const string Settings = "test/tsconfig.json";

    /// <summary>With one thread, like the linter: the other cores are for what runs beside.</summary>
    public static readonly string[] Arguments = ["--project", Settings, "--singleThreaded", "--listFiles"];

    /// <summary>Returns what it read.</summary>
    public static async Task<IReadOnlyList<Observation>> RunAsync(ProjectContext context, Project project)
    {
        var folder = project.DirectoryIn(context.Root);
        var packages = Path.Combine(folder, "node_modules") + Path.DirectorySeparatorChar;
        var files = new List<string>();
        var command = NodePackages.Command(context, project, "typescript-native/bin/tsc", Arguments) with
        {
            OnLine = line =>
            {
                if (!Path.IsPathRooted(line) || !File.Exists(line))
                    return true;
                files.Add(Path.GetFullPath(line));
                return false;
            },
        };
        await context.Processes.RunOrFailAsync(command, $"the type check of {project}");
        return
        [
            .. files
                .Where(file => !file.StartsWith(packages, StringComparison.Ordinal))
                .SelectMany(file => ModuleSurroundings.Of(file).Prepend(new Observation.File(file)))
                .Concat(ConfigurationFiles.Of(Path.Combine(folder, Settings)))
                .Distinct(),
        ];
    }
}
