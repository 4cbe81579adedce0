using System.Collections.Concurrent;
using LocalAws.CloudFormation.ResourceTypes.Custom;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>The resource types by name; what has no type of its own is simulated, which is said once for each.</summary>
public sealed class ResourceTypeCatalog(Action<string> log)
{
    readonly ConcurrentDictionary<string, ResourceType> _types = new(
        MaterializedTypes.All().Select(type => KeyValuePair.Create(type.Name, type)),
        StringComparer.Ordinal
    );

    public ResourceType Of(string name)
    {
        if (_types.TryGetValue(name, out var known))
            return known;
        var (type, notice) = Simulate(name);
        if (!_types.TryAdd(name, type))
            return _types[name];
        log($"CloudFormation: {notice}.");
        return type;
    }

    static (ResourceType Type, string Notice) Simulate(string name) =>
        CustomResourceType.Is(name)
            ? (new CustomResourceType(name), $"{name}: {CustomResourceType.Notice}")
            : (new SimulatedType(name), $"{SimulatedType.Notice(name)}; its resources exist in their stack only");
}
