using AwsCatalog.Actions;
using AwsCatalog.Schemas;

namespace Diagnosis.ExecutionPolicies;

/// <summary>The actions that are named after a type of which AWS publishes no handlers.</summary>
static class NamedActions
{
    static readonly string[] verbs =
    [
        "Create",
        "Put",
        "Register",
        "Add",
        "Get",
        "Describe",
        "List",
        "Update",
        "Modify",
        "Delete",
        "Deregister",
        "Remove",
    ];

    /// <summary>Services whose actions have another name than their types.</summary>
    static readonly Dictionary<string, string> prefixes = new(StringComparer.Ordinal)
    {
        ["DirectoryService"] = "ds",
        ["EMR"] = "elasticmapreduce",
        ["Elasticsearch"] = "es",
        ["PinpointEmail"] = "ses",
    };

    public static IEnumerable<string> Of(ResourceSchema schema)
    {
        var kind = schema.Name.Split("::")[^1];
        if (ActionCatalog.Service(PrefixOf(schema)) is not { } service)
            return [];
        return verbs
            .SelectMany(verb => new[] { $"{verb}{kind}", $"{verb}{kind}s" })
            .Concat(["TagResource", "UntagResource", "ListTagsForResource", "AddTagsToResource"])
            .Select(service.Find)
            .OfType<ActionDescription>()
            .Select(action => action.Name);
    }

    /// <summary>The service of the type's neighbours, which need not be called as the type's own part of the name.</summary>
    static string PrefixOf(ResourceSchema schema)
    {
        var parts = schema.Name.Split("::");
        var family = $"{parts[0]}::{parts[1]}::";
        var own = prefixes.GetValueOrDefault(parts[1]) ?? parts[1].ToLowerInvariant();
        own =
            ActionCatalog.Services.FirstOrDefault(name => name.Replace("-", "", StringComparison.Ordinal) == own)
            ?? own;
        return ActionCatalog.Service(own) is not null
            ? own
            : SchemaCatalog
                .Names.Where(name => name.StartsWith(family, StringComparison.Ordinal))
                .SelectMany(name => SchemaCatalog.Find(name)!.PermissionsOf("create"))
                .GroupBy(permission => permission.Split(':')[0])
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key
                ?? own;
    }
}
