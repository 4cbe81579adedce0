using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace AwsCatalog.Schemas;

/// <summary>
/// The resource types that hold what no template can bring back: rows, objects, messages, logs, users, keys. The list is
/// stateful-types.txt beside this file, a type a line with its marks.
/// </summary>
/// <remarks>CloudFormation User Guide, "DeletionPolicy attribute" and "UpdateReplacePolicy attribute".</remarks>
public static class StatefulTypes
{
    const string FileName = "stateful-types.txt";
    static readonly Lazy<FrozenDictionary<string, Holding>> _holdings = new(Read);

    /// <summary>All of them, sorted.</summary>
    public static IReadOnlyCollection<string> Names => _holdings.Value.Keys.Order(StringComparer.Ordinal).ToList();

    public static bool Contains(string type) => _holdings.Value.ContainsKey(type);

    /// <summary>Whether the policy Snapshot keeps what resources of the type hold.</summary>
    public static bool HasSnapshots(string type) => Has(type, Holding.Snapshot);

    /// <summary>The DeletionPolicy of a resource whose template has none; instances of a cluster hold nothing of their own.</summary>
    public static string DeletionPolicyOf(string type, JsonObject? properties) =>
        Has(type, Holding.Default) && properties?["DBClusterIdentifier"] is null ? "Snapshot" : "Delete";

    /// <summary>Whether the service refuses to delete a resource that holds anything, unless the resource says otherwise.</summary>
    public static bool IsGuarded(string type) => Has(type, Holding.Guarded);

    static bool Has(string type, Holding mark) =>
        _holdings.Value.TryGetValue(type, out var marks) && marks.HasFlag(mark);

    static FrozenDictionary<string, Holding> Read()
    {
        using var embedded = typeof(StatefulTypes).Assembly.GetManifestResourceStream(FileName)!;
        using var text = new StreamReader(embedded);
        return text.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(
                parts => parts[0],
                parts => parts.Skip(1).Aggregate(Holding.Plain, (all, mark) => all | Enum.Parse<Holding>(mark, true)),
                StringComparer.Ordinal
            );
    }

    /// <summary>The marks of the list.</summary>
    [Flags]
    enum Holding
    {
        Plain = 0,
        Snapshot = 1,
        Default = 2,
        Guarded = 4,
    }
}
