namespace Diagnosis.Requirements.ResourceTypes;

/// <summary>The resource types of which more is known than the catalogue says: names, roles, actions for properties, ARNs.</summary>
static class KnownResourceTypes
{
    static readonly Dictionary<string, ResourceType> all = new[]
    {
        StorageTypes.All,
        ComputeTypes.All,
        IdentityTypes.All,
        MessagingTypes.All,
        NetworkTypes.All,
        DeliveryTypes.All,
    }
        .SelectMany(types => types)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static ResourceType? Find(string name) => all.GetValueOrDefault(name);
}
