using System.Collections.Concurrent;
using AwsCatalog.Archives;

namespace AwsCatalog.Actions;

/// <summary>Every action, resource type and condition key of IAM, read from the archive in this assembly when its service is first asked for.</summary>
public static class ActionCatalog
{
    static readonly Lazy<TextArchive> _archive = new(() => TextArchive.Open("aws-actions.bin"));
    static readonly ConcurrentDictionary<string, ServiceActions?> _services = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The day that AWS published them.</summary>
    public static DateOnly Date => _archive.Value.Date;

    /// <summary>The prefixes of actions, such as s3.</summary>
    public static IReadOnlyCollection<string> Services => _archive.Value.Names;

    /// <summary>What a service has; null where there is none of that prefix.</summary>
    public static ServiceActions? Service(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return _services.GetOrAdd(
            prefix,
            name => _archive.Value.Find(name.ToLowerInvariant()) is { } text ? ServiceActions.Parse(text) : null
        );
    }

    /// <summary>An action by its whole name, such as s3:GetObject, in whatever case; null where AWS has none of that name.</summary>
    public static ActionDescription? Find(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.Split(':') is [var prefix, var name] ? Service(prefix)?.Find(name) : null;
    }
}
