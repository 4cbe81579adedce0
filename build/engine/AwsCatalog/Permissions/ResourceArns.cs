using AwsCatalog.Actions;
using AwsCatalog.Schemas;

namespace AwsCatalog.Permissions;

/// <summary>The formats of ARNs that IAM has for resource types.</summary>
public static class ResourceArns
{
    /// <summary>The format of a type's own ARN; null where it is not certain which of the service's resources the type is.</summary>
    public static string? Of(ResourceSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (IdentifierFacts.ArnFormatOf(schema.Name) is { } known)
            return known;
        var kind = Plain(schema.Name.Split("::")[^1]);
        return schema
            .PermissionsOf("create")
            .Select(permission => ActionCatalog.Service(permission.Split(':')[0]))
            .OfType<ServiceActions>()
            .SelectMany(service => service.Resources)
            .FirstOrDefault(resource => Plain(resource.Name) == kind && resource.ArnFormats.Count > 0)
            ?.ArnFormats[0];
    }

    /// <summary>What an action is asked for on, of a resource of a type: that resource first; empty where it takes no resource.</summary>
    public static IReadOnlyList<string> Of(ResourceSchema schema, ActionDescription action)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(action);
        var service = ActionCatalog.Service(action.Name.Split(':')[0])!;
        var kind = Plain(schema.Name.Split("::")[^1]);
        return
        [
            .. action
                .Resources.Select(service.Resource)
                .OfType<ResourceDescription>()
                .OrderByDescending(resource => Plain(resource.Name) == kind)
                .SelectMany(resource => resource.ArnFormats),
        ];
    }

    /// <summary>Fills a format in.</summary>
    /// <param name="format">Like arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}.</param>
    /// <param name="partition">Like aws.</param>
    /// <param name="region">The resource's.</param>
    /// <param name="account">The resource's.</param>
    /// <param name="value">The value of another variable, and whether it is the last: the resource's own name.</param>
    public static string Fill(
        string format,
        string partition,
        string region,
        string account,
        Func<string, bool, string> value
    )
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(value);
        // Some services write their own name for the resource as "*".
        var filled = Placed(format.EndsWith('*') ? $"{format[..^1]}${{Name}}" : format, region, account)
            .Replace("${Partition}", partition, StringComparison.Ordinal)
            .Replace("${Region}", region, StringComparison.Ordinal)
            .Replace("${Account}", account, StringComparison.Ordinal)
            .Replace("${AccountId}", account, StringComparison.Ordinal);
        while (filled.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = filled.IndexOf('}', start);
            var isLast = filled.IndexOf("${", end, StringComparison.Ordinal) < 0;
            filled = filled[..start] + value(filled[(start + 2)..end], isLast) + filled[(end + 1)..];
        }
        return filled;
    }

    /// <summary>Region and account, whatever a format calls them.</summary>
    static string Placed(string format, string region, string account)
    {
        var fields = format.Split(':', 6);
        if (fields.Length < 6)
            return format;
        if (fields[3].StartsWith("${", StringComparison.Ordinal))
            fields[3] = region;
        if (fields[4].StartsWith("${", StringComparison.Ordinal))
            fields[4] = account;
        return string.Join(':', fields);
    }

    /// <summary>
    /// Whether a variable of the format of a type's own ARN has the name that a template gives its resources: the one that is
    /// called so, else the last, unless that is an id which the service makes.
    /// </summary>
    public static bool IsName(ResourceSchema schema, string format, string variable, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(variable);
        if (schema.NameProperty is not { } name)
            return isLast;
        return Variables(format).Any(other => PropertyOf(schema, other) == name)
            ? PropertyOf(schema, variable) == name
            : isLast && (!variable.EndsWith("Id", StringComparison.Ordinal) || IsId(name));
    }

    static bool IsId(string property) =>
        property.EndsWith("Id", StringComparison.Ordinal) || property.EndsWith("Identifier", StringComparison.Ordinal);

    static IEnumerable<string> Variables(string format) =>
        format.Split("${").Skip(1).Select(part => part.Split('}')[0]);

    /// <summary>The property that has the value of a format's variable, such as ClusterName or Cluster; null where none has.</summary>
    public static string? PropertyOf(ResourceSchema schema, string variable)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(variable);
        if (schema.Properties.Contains(variable))
            return variable;
        if (Others.TryGetValue(variable, out var other) && schema.Properties.Contains(other))
            return other;
        var ending = Array.Find(Endings, end => variable.EndsWith(end, StringComparison.Ordinal));
        return ending is not null && schema.Properties.Contains(variable[..^ending.Length])
            ? variable[..^ending.Length]
            : null;
    }

    /// <summary>The name in a value that may be an ARN as well.</summary>
    public static string NameIn(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.StartsWith("arn:", StringComparison.Ordinal)
            ? value[(value.LastIndexOfAny([':', '/']) + 1)..]
            : value;
    }

    static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["FunctionName"] = "TargetFunctionArn",
        ["TaskDefinitionFamilyName"] = "Family",
    };

    static readonly string[] Endings = ["Name", "Id", "Arn"];

    static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
