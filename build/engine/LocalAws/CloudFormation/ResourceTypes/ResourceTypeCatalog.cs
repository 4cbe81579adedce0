using System.Collections.Concurrent;
using AwsCatalog.Schemas;
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

    /// <summary>Whether AWS has it, or may have it: what others publish is only known to who activates it.</summary>
    public static bool IsRecognized(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return CustomResourceType.Is(name)
            || name == CdkMetadataType.TypeName
            || (
                name.Split("::") is [not ("AWS" or ""), ..] parts
                    ? parts.Length >= 3 && Array.TrueForAll(parts, part => part.Length > 0)
                    : SchemaCatalog.Contains(name)
            );
    }

    static (ResourceType Type, string Notice) Simulate(string name) =>
        CustomResourceType.Is(name) ? (new CustomResourceType(name), $"{name}: {CustomResourceType.Notice}")
        : SchemaCatalog.Find(name) is { } schema ? (new DescribedType(schema), DescribedType.Notice(name))
        : (new SimulatedType(name), $"{SimulatedType.Notice(name)}; its resources exist in their stack only");
}
