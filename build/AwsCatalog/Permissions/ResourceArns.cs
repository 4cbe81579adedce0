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
        var filled = (format.EndsWith('*') ? $"{format[..^1]}${{Name}}" : format)
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

    static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
