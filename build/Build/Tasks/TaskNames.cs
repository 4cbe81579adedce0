namespace Build.Tasks;

/// <summary>The convention of this folder: the target Deploy is the type DeployTask.</summary>
static class TaskNames
{
    /// <summary>The type of a target, found without going through all types.</summary>
    public static Type? TypeOf(string target) =>
        typeof(TaskNames).Assembly.GetType($"{typeof(TaskNames).Namespace}.{target}Task");
}
