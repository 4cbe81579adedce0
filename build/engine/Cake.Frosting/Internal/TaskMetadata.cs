using System.Reflection;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>What a task's type says about it, read once.</summary>
sealed class TaskMetadata
{
    readonly Type type;
    readonly Type? taskBase;

    public TaskMetadata(Type type)
    {
        this.type = type;
        taskBase = FindTaskBase(type);
        Name = type.Name;
        foreach (var attribute in type.GetCustomAttributes())
            Read(attribute);
    }

    public string Name { get; private set; }
    public string Description { get; private set; } = string.Empty;
    public bool ContinueOnError { get; private set; }
    public List<Type> Dependencies { get; } = [];
    public List<Type> Dependees { get; } = [];

    public Type ContextType => taskBase?.GenericTypeArguments[0] ?? typeof(ICakeContext);

    public static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    /// <summary>Whether the task does something there; a task that implements the interface itself always does.</summary>
    public bool OverridesRun => Overrides("Run", ContextType) || Overrides("RunAsync", ContextType) || taskBase is null;

    public bool OverridesShouldRun => taskBase is null || Overrides("ShouldRun", ContextType);

    /// <summary>False for a task that implements the interface itself: an empty handler would swallow its failures.</summary>
    public bool OverridesOnError => Overrides("OnError", typeof(Exception), ContextType);

    public bool OverridesFinally => taskBase is null || Overrides("Finally", ContextType);

    bool Overrides(string method, params Type[] parameters) =>
        taskBase is not null
        && type.GetMethod(method, parameters)?.DeclaringType is { } declaring
        && declaring != taskBase;

    void Read(Attribute attribute)
    {
        switch (attribute)
        {
            case TaskNameAttribute name:
                Name = name.Name;
                break;
            case TaskDescriptionAttribute description:
                Description = description.Description;
                break;
            case ContinueOnErrorAttribute:
                ContinueOnError = true;
                break;
            case IsDependentOnAttribute dependency:
                Dependencies.Add(dependency.Task);
                break;
            case IsDependeeOfAttribute dependee:
                Dependees.Add(dependee.Task);
                break;
        }
    }

    static Type? FindTaskBase(Type type)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
        {
            if (
                candidate.IsConstructedGenericType
                && candidate.GetGenericTypeDefinition() is var definition
                && (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>))
            )
                return candidate;
        }

        return null;
    }
}
