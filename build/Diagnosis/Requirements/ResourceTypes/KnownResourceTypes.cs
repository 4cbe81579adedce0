namespace Diagnosis.Requirements.ResourceTypes;

/// <summary>The resource types of which is known what changing them takes.</summary>
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
