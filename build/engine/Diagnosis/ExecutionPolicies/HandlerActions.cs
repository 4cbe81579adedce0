using System.Text.Json.Nodes;
using AwsCatalog.Actions;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Diagnosis.Requirements.ResourceTypes;

namespace Diagnosis.ExecutionPolicies;

/// <summary>
/// The actions that creating, reading, changing and deleting a resource takes: what its handlers may call, without what they call
/// only for properties that the resource does not have.
/// </summary>
static class HandlerActions
{
    static readonly string[] handlers = ["create", "read", "update", "delete"];

    static readonly string[] tagging = ["TagResource", "UntagResource", "ListTagsForResource", "AddTagsToResource"];

    /// <summary>Handed on and read under conditions of their own.</summary>
    static readonly HashSet<string> apart = new(StringComparer.OrdinalIgnoreCase)
    {
        "iam:PassRole",
        "s3:GetObject",
        "s3:GetObjectVersion",
    };

    /// <summary>Every action once, as AWS writes it.</summary>
    /// <param name="schema">Null where the catalogue does not have the type.</param>
    /// <param name="known">What is known of the type besides; null: nothing.</param>
    /// <param name="properties">As the template writes them.</param>
    public static IReadOnlyList<string> Of(ResourceSchema? schema, ResourceType? known, JsonObject properties)
    {
        IEnumerable<string> listed = schema is null ? [] : Listed(schema, properties);
        if (known is not null)
        {
            var absent = known.ForProperty.Where(e => !properties.ContainsKey(e.Key) && e.Key != schema?.TagProperty);
            IEnumerable<string> needed =
            [
                .. known.Create,
                .. known.Update,
                .. known.Delete,
                .. known.ForProperty.Where(entry => properties.ContainsKey(entry.Key)).SelectMany(e => e.Value),
            ];
            listed = [.. listed.Except(absent.SelectMany(entry => entry.Value)), .. needed];
        }
        return [.. listed.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    static IEnumerable<string> Listed(ResourceSchema schema, JsonObject properties)
    {
        if (!schema.DeclaresPermissions)
            return Guessed(schema);
        var hints = new PropertyHints(schema, properties);
        return handlers
            .SelectMany(handler => schema.PermissionsOf(handler).Select(permission => (handler, permission)))
            .Where(entry => !apart.Contains(entry.permission))
            .Select(entry => (entry.handler, Action: ActionCatalog.Find(entry.permission)))
            .Where(entry => entry.Action is not null && hints.IsCalled(entry.Action, entry.handler))
            .Select(entry => entry.Action!.Name);
    }

    /// <summary>What is named after the type, and what tags anything of its service.</summary>
    static IEnumerable<string> Guessed(ResourceSchema schema)
    {
        var named = handlers.SelectMany(schema.PermissionsOf).ToList();
        return named.Concat(
            named
                .Select(action => action.Split(':')[0])
                .Distinct()
                .SelectMany(service => tagging.Select(name => ActionCatalog.Find($"{service}:{name}")))
                .OfType<ActionDescription>()
                .Select(action => action.Name)
        );
    }
}
