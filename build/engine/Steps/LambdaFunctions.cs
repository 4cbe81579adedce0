using Fingerprints.Observations;
using Settings.Projects;
using Steps.Traces;
using Tools;

namespace Steps;

/// <summary>The C# functions of a subproject: each folder of lambda/ with a project file is published to lambda/dist.</summary>
static class LambdaFunctions
{
    public static readonly string[] Arguments =
    [
        "publish",
        "--configuration",
        "Release",
        "--nologo",
        "--verbosity",
        "quiet",
    ];

    /// <summary>The functions' project files.</summary>
    public static IReadOnlyList<string> In(ProjectContext context, Project project)
    {
        var folder = Path.Combine(project.DirectoryIn(context.Root), "lambda");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>NuGet's own settings of the user.</summary>
    public static readonly string[] SettingsOfUser =
    [
        .. ((string[])[".nuget/NuGet/NuGet.Config", ".config/NuGet/NuGet.Config"]).Select(file =>
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), file)
        ),
    ];

    /// <summary>Returns what the functions were made of.</summary>
    public static async Task<IReadOnlyList<Observation>> PublishAsync(ProjectContext context, Project project)
    {
        using var trace = new BuildProjectTrace(context.Root);
        foreach (var file in In(context, project))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var command = new Command(
                "dotnet",
                [.. Arguments, .. trace.Arguments, file],
                Path.GetDirectoryName(file)!,
                project.Name
            );
            await context.Processes.RunOrFailAsync(command, $"the publishing of function {name}");
        }
        return trace.Read();
    }
}
