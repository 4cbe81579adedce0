using System.Reflection;

namespace Cake.Frosting.Internal;

static class TaskTypes
{
    /// <summary>Public, concrete task types, each once.</summary>
    public static IEnumerable<Type> In(IEnumerable<Assembly> assemblies) =>
        assemblies
            .Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type =>
                type is { IsClass: true, IsAbstract: false } && typeof(IFrostingTask).IsAssignableFrom(type)
            );
}
