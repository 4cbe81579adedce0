namespace Settings.Projects;

/// <summary>The order in which projects are deployed: what one depends on goes before it, else they keep their places.</summary>
public static class ProjectOrder
{
    /// <param name="projects">Without cycles; names that there are not are ignored.</param>
    public static IReadOnlyList<Project> Of(IReadOnlyList<Project> projects)
    {
        var ordered = new List<Project>();
        var left = projects.ToList();
        while (left.Count > 0)
        {
            var next = left.Find(project => !left.Exists(other => project.DependsOn.Contains(other.Name))) ?? left[0];
            ordered.Add(next);
            left.Remove(next);
        }
        return ordered;
    }

    /// <summary>The first cycle, as in "a -> b -> a"; null where there is none.</summary>
    public static string? CycleIn(IReadOnlyList<Project> projects)
    {
        foreach (var project in projects)
        {
            if (PathFrom(project.Name, project, projects, []) is { } path)
                return string.Join(" -> ", path.Prepend(project.Name));
        }
        return null;
    }

    /// <summary>Everything that a project depends on, whether by itself or through others.</summary>
    public static IReadOnlySet<string> Before(Project project, IReadOnlyList<Project> projects)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(project.DependsOn);
        while (left.TryPop(out var name))
        {
            if (!found.Add(name))
                continue;
            foreach (var further in projects.Where(other => other.Name == name).SelectMany(other => other.DependsOn))
                left.Push(further);
        }
        return found;
    }

    static IReadOnlyList<string>? PathFrom(
        string wanted,
        Project from,
        IReadOnlyList<Project> projects,
        HashSet<string> seen
    )
    {
        foreach (var name in from.DependsOn)
        {
            if (name == wanted)
                return [name];
            if (
                seen.Add(name)
                && projects.FirstOrDefault(other => other.Name == name) is { } next
                && PathFrom(wanted, next, projects, seen) is { } rest
            )
                return [name, .. rest];
        }
        return null;
    }
}
