using AwsCatalog.Actions;
using AwsCatalog.Schemas;

namespace AwsCatalog.Permissions;

/// <summary>
/// What a handler certainly asks its service for. A handler's list is all that it may ask for, whatever the resource has: certain
/// is the action that is named after the type, else that one of those that change anything is.
/// </summary>
public static class HandlerNeeds
{
    static readonly string[] Reads =
    [
        "BatchGet",
        "Check",
        "Describe",
        "Download",
        "Get",
        "Head",
        "List",
        "Lookup",
        "Query",
        "Read",
        "Scan",
        "Search",
        "Select",
        "Validate",
    ];

    static readonly string[] Taggings = ["AddTags", "CreateTags", "DeleteTags", "RemoveTags", "Tag", "Untag"];

    static readonly Dictionary<string, string[]> Verbs = new(StringComparer.Ordinal)
    {
        ["create"] = ["Allocate", "Create", "Put", "Register", "Request", "Run"],
        ["delete"] = ["Delete", "Deregister", "Release", "Terminate"],
    };

    static readonly string[] Changes = ["Modify", "Put", "Replace", "Update"];

    /// <summary>Services that handlers use for others' resources, and whose own types are elsewhere.</summary>
    static readonly HashSet<string> Helpers = new(StringComparer.OrdinalIgnoreCase)
    {
        "cloudformation",
        "cloudwatch",
        "ec2",
        "iam",
        "kms",
        "lambda",
        "logs",
        "ram",
        "s3",
        "secretsmanager",
        "sns",
        "sqs",
        "ssm",
        "sts",
        "tag",
    };

    /// <summary>The actions, at least one of which the handler (create, update or delete) calls; empty where nothing is certain.</summary>
    public static IReadOnlyList<ActionDescription> Of(ResourceSchema schema, string handler)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var kind = Plain(schema.Name.Split("::")[^1]);
        var changing = Changing(schema, handler).ToList();
        if (!schema.DeclaresPermissions)
            return changing;
        return Verbs.TryGetValue(handler, out var verbs)
            && changing.FirstOrDefault(action => Array.Exists(verbs, verb => IsNamedAfter(action, verb, kind)))
                is { } named
                ? [named]
            // Without tags alone: a creation or deletion does more than that.
            : handler == "update" ? changing
            : [.. changing.Where(action => !Starts(NameOf(action), Taggings))];
    }

    /// <summary>What most changes of a resource call: the action of the handler's list that is named after the type; null: none is.</summary>
    public static ActionDescription? UsualChangeOf(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var kind = Plain(schema.Name.Split("::")[^1]);
        return Changing(schema, "update")
            .FirstOrDefault(action => Array.Exists(Changes, verb => IsNamedAfter(action, verb, kind)));
    }

    /// <summary>Whether the handler may hand a role to the service.</summary>
    public static bool PassesRoles(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema
            .PermissionsOf("create")
            .Any(permission => permission.Equals("iam:PassRole", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether an action, without its prefix, changes nothing.</summary>
    public static bool IsRead(string action) => Starts(action, Reads);

    /// <summary>Whether an action, without its prefix, does nothing but tag.</summary>
    public static bool IsTagging(string action) =>
        Starts(action, Taggings) || action.EndsWith("Tagging", StringComparison.Ordinal);

    /// <summary>Whether a service is called for others' resources by a type's handlers, and is not the type's own.</summary>
    public static bool IsHelper(ResourceSchema schema, string service)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(service);
        return Helpers.Contains(service)
            && Plain(service) != Plain(schema.Name.Split("::")[1])
            && schema.PermissionsOf("create").Any(permission => !Helpers.Contains(permission.Split(':')[0]));
    }

    static IEnumerable<ActionDescription> Changing(ResourceSchema schema, string handler)
    {
        var all = schema
            .PermissionsOf(handler)
            .Select(ActionCatalog.Find)
            .OfType<ActionDescription>()
            .Where(action => !Starts(NameOf(action), Reads))
            .ToList();
        var service = Plain(schema.Name.Split("::")[1]);
        var own = all.Where(action => Plain(PrefixOf(action)) == service || !Helpers.Contains(PrefixOf(action)));
        return own.Any() ? own : all.Where(action => action.Name != "iam:PassRole");
    }

    static bool IsNamedAfter(ActionDescription action, string verb, string kind)
    {
        var name = NameOf(action);
        return name.StartsWith(verb, StringComparison.Ordinal)
            && Plain(name[verb.Length..]) is var noun
            && (noun == kind || noun == kind + "s");
    }

    static bool Starts(string name, string[] verbs) =>
        Array.Exists(verbs, verb => name.StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    static string PrefixOf(ActionDescription action) => action.Name.Split(':')[0];

    static string NameOf(ActionDescription action) => action.Name.Split(':')[1];

    static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
