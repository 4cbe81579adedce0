using System.Collections.Concurrent;
using System.Reflection;

namespace Steps;

/// <summary>The convention for tasks: the target Deploy is the type DeployTask.</summary>
public static class TaskNames
{
    // The host goes through them anyway; finding a type by its full name sets a parser up.
    static readonly ConcurrentDictionary<Assembly, Type[]> exported = new();

    /// <summary>The type of a target; null where there is none.</summary>
    /// <param name="program">The program that has the tasks.</param>
    /// <param name="target">The target's name.</param>
    public static Type? TypeOf(Assembly program, string target)
    {
        var name = $"{target}Task";
        return Array.Find(exported.GetOrAdd(program, one => one.GetExportedTypes()), type => type.Name == name);
    }
}
