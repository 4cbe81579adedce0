using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Iam.ManagedPolicies;

/// <summary>Every policy that AWS manages, read from the archive in this assembly when its ARN is first asked for.</summary>
public static class ManagedPolicyCatalog
{
    const string ArchiveName = "aws-managed-policies.bin";
    static readonly Lazy<ManagedPolicyArchive> _archive = new(Open);
    static readonly Lazy<FrozenDictionary<string, string>> _paths = new(() =>
        _archive
            .Value.Paths.GroupBy(path => path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal)
            .ToFrozenDictionary(paths => paths.Key, paths => paths.First(), StringComparer.Ordinal)
    );
    static readonly ConcurrentDictionary<string, AwsManagedPolicy?> _policies = new(StringComparer.Ordinal);

    /// <summary>The day that the documents are of.</summary>
    public static DateOnly Date => _archive.Value.Date;

    /// <summary>The ARNs of all of them in the partition aws.</summary>
    public static IReadOnlyCollection<string> Arns =>
        [.. _archive.Value.Paths.Select(path => $"arn:aws:iam::aws:policy{path}")];

    /// <summary>Path and name of each with the id and day of its default version, no document being read for it.</summary>
    public static IEnumerable<(string Path, string Version, DateOnly Updated)> Versions =>
        _archive
            .Value.Paths.Order(StringComparer.Ordinal)
            .Select(path => (path, _archive.Value.VersionOf(path).Version, _archive.Value.VersionOf(path).Updated));

    /// <summary>The ARN in a partition of the policy of that name; null where AWS has none.</summary>
    public static string? ArnOf(string name, string partition) =>
        _paths.Value.TryGetValue(name, out var path) ? $"arn:{partition}:iam::aws:policy{path}" : null;

    /// <summary>The policy of an ARN like arn:aws:iam::aws:policy/ReadOnlyAccess, of any partition; null where AWS has none of that name.</summary>
    public static AwsManagedPolicy? Find(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        const string infix = ":iam::aws:policy/";
        var start = arn.IndexOf(infix, StringComparison.Ordinal);
        return start < 0 ? null : _policies.GetOrAdd(arn[(start + infix.Length - 1)..], Read);
    }

    static AwsManagedPolicy? Read(string path)
    {
        if (_archive.Value.Find(path) is not { } edition)
            return null;
        var name = path.LastIndexOf('/') + 1;
        return new(path[name..], path[..name], PolicyDocument.Parse(edition.Document, PolicyKind.Identity))
        {
            Version = edition.Version,
            Updated = edition.Updated,
        };
    }

    static ManagedPolicyArchive Open()
    {
        var assembly = typeof(ManagedPolicyCatalog).Assembly;
        using var embedded = assembly.GetManifestResourceStream(ArchiveName)!;
        var bytes = new byte[embedded.Length];
        embedded.ReadExactly(bytes);
        return ManagedPolicyArchive.Read(bytes);
    }
}
