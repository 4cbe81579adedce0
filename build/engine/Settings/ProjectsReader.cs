using Settings.Projects;

namespace Settings;

/// <summary>Reads what the settings say of the projects, noting everything that is wrong.</summary>
static class ProjectsReader
{
    static readonly string[] steps = ["install", "build", "test", "synth"];

    /// <summary>Names that stand for something else in messages, steps and folders.</summary>
    static readonly string[] taken = ["build", "apps"];

    /// <param name="json">The section; <c>pipeline</c> and <c>infra</c> where it is missing.</param>
    /// <param name="root">The repository's root; null where folders are not looked at.</param>
    /// <returns>In the order in which they are deployed.</returns>
    public static IReadOnlyList<Project> Read(JsonReader json, string? root)
    {
        if (json.IsMissing)
            return Project.Defaults;
        var items = json.Items();
        if (items.Count == 0 && json.Element?.ValueKind == System.Text.Json.JsonValueKind.Array)
            json.Problems.Add(json.Path, "is empty", "name a project, or leave the setting out: infra and pipeline");
        var projects = items.Select(item => ReadProject(item, root)).ToList();
        for (var index = 0; index < projects.Count; index++)
            Compare(items[index], projects, index);
        if (ProjectOrder.CycleIn(projects) is { } cycle)
            json.Problems.Add(json.Path, $"depend on each other: {cycle}", "leave one of these dependsOn out");
        return ProjectOrder.Of(projects);
    }

    static Project ReadProject(JsonReader json, string? root)
    {
        json = json.WithProperties("name", "folder", "kind", "dependsOn", "releases", "commands");
        var name = json["name"].Text(TextFormat.EnvironmentName);
        var kind = json["kind"].OneOf<ProjectKind>();
        var folder = json["folder"].IsMissing ? name : ReadFolder(json["folder"]);
        if (root is not null && kind != ProjectKind.Assembly && folder.Length > 0)
            CheckFolder(json["folder"], folder, root);
        if (kind != ProjectKind.Cdk && !json["commands"].IsMissing)
            json.Problems.Add(json["commands"].Path, "is for projects of kind cdk", "leave it out");
        var releases = json["releases"].OptionalFlag() ?? false;
        if (releases && kind != ProjectKind.Projen)
            json.Problems.Add(json["releases"].Path, "is for a project of kind projen", "leave it out");
        return new Project(name)
        {
            Folder = folder,
            Kind = kind,
            DependsOn = [.. json["dependsOn"].Items(optional: true).Select(item => item.Text())],
            Releases = releases,
            Commands = ReadCommands(json["commands"]),
            Assembly = kind == ProjectKind.Assembly ? folder : null,
        };
    }

    /// <summary>In one form: slashes, nothing superfluous.</summary>
    static string ReadFolder(JsonReader json)
    {
        var text = json.Text();
        if (text.Length == 0)
            return "";
        var parts = text.Replace('\\', '/').Split('/').Where(part => part is not ("" or ".")).ToList();
        if (Path.IsPathRooted(text) || text.Contains(':', StringComparison.Ordinal) || parts.Contains(".."))
        {
            json.Problems.Add(json.Path, $"is '{text}', which lies outside the repository", "name a folder below it");
            return "";
        }
        if (parts.Count > 0)
            return string.Join('/', parts);
        json.Problems.Add(json.Path, $"is '{text}', the repository itself", "name a folder below it");
        return "";
    }

    static void CheckFolder(JsonReader json, string folder, string root)
    {
        var path = Path.Combine(root, folder);
        if (!Directory.Exists(path))
            json.Problems.Add(json.Path, $"is '{folder}', and there is no such folder");
        else if (!Guards.RealPath.Of(path).StartsWith(Guards.RealPath.Of(root), StringComparison.Ordinal))
            json.Problems.Add(json.Path, $"is '{folder}', a link to outside the repository");
    }

    static ProjectCommands ReadCommands(JsonReader json)
    {
        if (json.IsMissing)
            return new();
        json = json.WithProperties(steps);
        var synth = ReadCommand(json["synth"]);
        if (
            synth is { Count: > 0 }
            && !synth.Any(word => word.Contains(ProjectCommands.Output, StringComparison.Ordinal))
        )
            json.Problems.Add(
                json["synth"].Path,
                $"does not say where the Cloud Assembly goes",
                $"write {ProjectCommands.Output} where the command takes the folder, as in --output={ProjectCommands.Output}"
            );
        return new()
        {
            Install = ReadCommand(json["install"]),
            Build = ReadCommand(json["build"]),
            Test = ReadCommand(json["test"]),
            Synth = synth,
        };
    }

    static List<string>? ReadCommand(JsonReader json)
    {
        if (json.IsMissing)
            return null;
        var words = json.Items().Select(item => item.Text()).ToList();
        if (words.Count == 0 && json.Element?.ValueKind == System.Text.Json.JsonValueKind.Array)
            json.Problems.Add(json.Path, "is empty", "name a program and its arguments, or leave the command out");
        return words;
    }

    static void Compare(JsonReader json, List<Project> projects, int index)
    {
        var project = projects[index];
        if (taken.Contains(project.Name))
            json.Problems.Add(json["name"].Path, $"is '{project.Name}', which the build has a use of its own for");
        if (project.Name.Length > 0 && FindBefore(other => other.Name == project.Name) is { } named)
            json.Problems.Add(json["name"].Path, $"is '{project.Name}', as $.projects[{named}] is");
        if (project.Releases && FindBefore(other => other.Releases) is { } releasing)
            json.Problems.Add(json["releases"].Path, $"is true, as $.projects[{releasing}].releases is: one releases");
        if (IsBuildFolder(project.Folder))
            json.Problems.Add(json["folder"].Path, $"is '{project.Folder}', which the build itself is in");
        if (FindOther(other => IsIn(project.Folder, other.Folder)) is { } around)
            json.Problems.Add(
                json["folder"].Path,
                $"is '{project.Folder}', {(projects[around].Folder == project.Folder ? "the folder of" : "inside")} $.projects[{around}]"
            );
        for (var place = 0; place < project.DependsOn.Count; place++)
        {
            var name = project.DependsOn[place];
            if (name.Length == 0 || projects.Exists(other => other.Name == name))
                continue;
            List<string> known = [.. projects.Select(other => other.Name).Where(other => other != project.Name)];
            json.Problems.Add(
                $"{json["dependsOn"].Path}[{place}]",
                $"is '{name}', not a project",
                CloseMatch.Of(name, known) is { } meant
                    ? $"did you mean {meant}?"
                    : $"known: {string.Join(", ", known)}"
            );
        }

        int? FindBefore(Func<Project, bool> isIt) =>
            projects.FindIndex(0, index, other => isIt(other)) is >= 0 and var at ? at : null;

        // Of two in one folder the second is named.
        int? FindOther(Func<Project, bool> isIt) =>
            projects.FindIndex(other =>
                other != project && isIt(other) && (other.Folder != project.Folder || projects.IndexOf(other) < index)
            )
                is >= 0
                    and var at
                ? at
                : null;
    }

    static bool IsIn(string folder, string around) =>
        folder.Length > 0
        && around.Length > 0
        && $"{folder}/".StartsWith($"{around}/", StringComparison.OrdinalIgnoreCase);

    static bool IsBuildFolder(string folder) => IsIn(folder, "build") || IsIn(folder, ".git");
}
