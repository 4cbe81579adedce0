using System.Collections.Concurrent;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>The resource types by name; what has no type of its own is simulated, which is said once for each.</summary>
public sealed class ResourceTypeCatalog(Action<string> log)
{
    readonly ConcurrentDictionary<string, ResourceType> _types = new(
        MaterializedTypes.All().Select(type => KeyValuePair.Create(type.Name, type)),
        StringComparer.Ordinal
    );

    public ResourceType Of(string name) => _types.GetOrAdd(name, Simulate);

    SimulatedType Simulate(string name)
    {
        log($"CloudFormation: resources of type {name} are simulated: they exist in their stack only.");
        return new SimulatedType(name);
    }
}
