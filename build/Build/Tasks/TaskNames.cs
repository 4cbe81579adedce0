namespace Build.Tasks;

/// <summary>The convention of this folder: the target Deploy is the type DeployTask.</summary>
static class TaskNames
{
    // The host goes through them anyway; finding a type by its full name sets a parser up.
    static readonly Type[] candidates = typeof(TaskNames).Assembly.GetExportedTypes();

    /// <summary>The type of a target; null where there is none.</summary>
    public static Type? TypeOf(string target)
    {
        var name = $"{target}Task";
        return Array.Find(candidates, type => type.Name == name);
    }
}
