using System.Text.Json.Nodes;
using Deployment.Files;
using Settings;
using Settings.Projects;

namespace Steps;

/// <summary>
/// The environments of a project with its values, as JSON: apps in whatever language find the file by a variable. Those that
/// projen manages have them in cdk.json.
/// </summary>
public static class EnvironmentsFile
{
    /// <summary>Names the file to the commands of an app.</summary>
    public const string Variable = "BUILD_ENVIRONMENTS";

    public const string Folder = "build/.environments";

    static readonly System.Text.Json.JsonSerializerOptions indented = new() { WriteIndented = true };

    /// <summary>An array of name, account, region, stackPrefix and values; of a project that does not take them nothing.</summary>
    public static string TextOf(BuildSettings settings, Project project) =>
        project.Kind == ProjectKind.Cdk
            ? new JsonArray([
                .. settings
                    .Environments.Where(environment => environment.Has(project))
                    .Select(environment => Of(environment, project)),
            ]).ToJsonString(indented)
            : "";

    /// <summary>Writes it where it is not as the settings say.</summary>
    /// <returns>Its path.</returns>
    public static string Write(ProjectContext context, Project project)
    {
        var path = Path.Combine(context.Root, Folder, $"{project.Name}.json");
        var text = TextOf(context.Settings, project);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, text);
        }
        return path;
    }

    static JsonObject Of(EnvironmentSettings environment, Project project) =>
        new()
        {
            ["name"] = environment.Name,
            ["account"] = environment.Account,
            ["region"] = environment.Region,
            ["stackPrefix"] = environment.StackPrefix,
            ["values"] = environment.Values.GetValueOrDefault(project.Name)?.DeepClone() ?? new JsonObject(),
        };
}
