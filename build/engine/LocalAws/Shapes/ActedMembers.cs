using System.Collections.Concurrent;

namespace LocalAws.Shapes;

/// <summary>
/// Which members of requests a service here acts on, operation by operation: the files in `Acted`. A line is
/// "Operation: Member Member.Nested Member=value|value"; a member that is named without what is in it is acted on as a
/// whole; with values, it is taken as far as it has one of these. A line "ignored Operation Member: reason" names one that
/// changes nothing here, with the reason.
/// </summary>
public sealed class ActedMembers
{
    static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, ActedMembers>?> _services = new(
        StringComparer.Ordinal
    );
    readonly Dictionary<string, ActedMembers> _members = new(StringComparer.Ordinal);
    string[] _values = [];

    /// <summary>Whether it is acted on with all that is in it.</summary>
    public bool IsWhole => _members.Count == 0;

    /// <summary>The members by name.</summary>
    public IReadOnlyDictionary<string, ActedMembers> Members => _members;

    /// <summary>The values that are taken; empty where any is.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>By operation; null where the service has no file.</summary>
    public static IReadOnlyDictionary<string, ActedMembers>? Of(string signingName) =>
        _services.GetOrAdd(signingName, Read);

    static Dictionary<string, ActedMembers>? Read(string service)
    {
        using var stream = typeof(ActedMembers).Assembly.GetManifestResourceStream($"acted-{service}.txt");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        var operations = new Dictionary<string, ActedMembers>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.StartsWith("ignored ", StringComparison.Ordinal))
                operations[line[..colon].Split(' ')[1]].Add(line[..colon].Split(' ')[2]);
            else
                operations[line[..colon]] = Parse(line[(colon + 1)..]);
        }
        return operations;
    }

    static ActedMembers Parse(string members)
    {
        var root = new ActedMembers();
        foreach (var path in members.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            root.Add(path);
        return root;
    }

    void Add(string path)
    {
        var parts = path.Split('=');
        var node = this;
        foreach (var name in parts[0].Split('.'))
        {
            if (!node._members.TryGetValue(name, out var member))
                node._members[name] = member = new();
            node = member;
        }
        if (parts.Length > 1)
            node._values = parts[1].Split('|');
    }
}
