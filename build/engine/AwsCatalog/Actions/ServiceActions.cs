using System.Text.Json;

namespace AwsCatalog.Actions;

/// <summary>What IAM knows of one service.</summary>
public sealed class ServiceActions
{
    readonly Dictionary<string, ActionDescription> _actions = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, ResourceDescription> _resources = new(StringComparer.Ordinal);

    ServiceActions(string prefix) => Prefix = prefix;

    public string Prefix { get; }

    public IReadOnlyCollection<ActionDescription> Actions => _actions.Values;

    public IReadOnlyCollection<ResourceDescription> Resources => _resources.Values;

    /// <summary>An action by its name without the prefix, in whatever case.</summary>
    public ActionDescription? Find(string name) => _actions.GetValueOrDefault(name);

    public ResourceDescription? Resource(string name) => _resources.GetValueOrDefault(name);

    internal static ServiceActions Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var service = new ServiceActions(root.GetProperty("Name").GetString()!);
        foreach (var resource in root.GetProperty(nameof(Resources)).EnumerateArray())
        {
            var name = resource.GetProperty("Name").GetString()!;
            service._resources[name] = new(
                name,
                // Some name several formats in one text.
                [.. Texts(resource, "ARNFormats").SelectMany(formats => formats.Split(", "))],
                Texts(resource, "ConditionKeys")
            );
        }
        foreach (var action in root.GetProperty(nameof(Actions)).EnumerateArray())
        {
            var name = action.GetProperty("Name").GetString()!;
            service._actions[name] = new(
                $"{service.Prefix}:{name}",
                Texts(action, "Resources"),
                Texts(action, "ActionConditionKeys")
            );
        }
        return service;
    }

    static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}

/// <summary>An action.</summary>
/// <param name="Name">With the service's prefix, such as s3:GetObject.</param>
/// <param name="Resources">The types of resources that it is asked for on; empty where it takes none but "*".</param>
/// <param name="ConditionKeys">The keys that its requests may have beside the global ones.</param>
public sealed record ActionDescription(
    string Name,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> ConditionKeys
);

/// <summary>A type of resources in the policies of a service.</summary>
/// <param name="Name">As the service's actions name it.</param>
/// <param name="ArnFormats">ARNs with variables such as ${Partition}, ${Region}, ${Account} and the resource's own.</param>
/// <param name="ConditionKeys">The keys that requests on it may have.</param>
public sealed record ResourceDescription(
    string Name,
    IReadOnlyList<string> ArnFormats,
    IReadOnlyList<string> ConditionKeys
);
