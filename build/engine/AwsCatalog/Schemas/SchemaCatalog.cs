using System.Collections.Concurrent;
using AwsCatalog.Archives;

namespace AwsCatalog.Schemas;

/// <summary>Every resource type that CloudFormation has of AWS, read from the archive in this assembly when it is first asked for.</summary>
public static class SchemaCatalog
{
    static readonly Lazy<TextArchive> _archive = new(() => TextArchive.Open("aws-resource-types.bin"));
    static readonly ConcurrentDictionary<string, ResourceSchema?> _schemas = new(StringComparer.Ordinal);

    /// <summary>The day that AWS published the schemas.</summary>
    public static DateOnly Date => _archive.Value.Date;

    /// <summary>The names of all types, such as AWS::EC2::VPC.</summary>
    public static IReadOnlyCollection<string> Names => _archive.Value.Names;

    public static bool Contains(string type) => _archive.Value.Contains(type);

    /// <summary>The schema of a type; null where AWS has none of that name.</summary>
    public static ResourceSchema? Find(string type) =>
        _schemas.GetOrAdd(type, name => _archive.Value.Find(name) is { } text ? ResourceSchema.Parse(text) : null);
}
