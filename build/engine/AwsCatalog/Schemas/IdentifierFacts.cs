using System.Collections.Frozen;

namespace AwsCatalog.Schemas;

/// <summary>
/// What schemas do not say of identifiers: references.txt has what Ref gives where it is not the primary identifier,
/// arn-formats.txt the formats of ARNs of types that have no resource of their name in the Service Authorization Reference.
/// A type a line, then its fact.
/// </summary>
/// <remarks>
/// The npm package @aws-cdk/aws-service-spec 0.1.216 (cfnRefIdentifier, arnTemplate); AWS WAF and Elastic Load Balancing from the
/// CloudFormation Template Reference, "Return values", and the Service Authorization Reference.
/// </remarks>
static class IdentifierFacts
{
    static readonly Lazy<FrozenDictionary<string, string>> _references = new(() => Read("references.txt"));
    static readonly Lazy<FrozenDictionary<string, string>> _formats = new(() => Read("arn-formats.txt"));

    /// <summary>The types of which Ref is known to give something else than the primary identifier.</summary>
    public static IReadOnlyCollection<string> Referenced => _references.Value.Keys;

    /// <summary>The types of which the format of ARNs is known from here.</summary>
    public static IReadOnlyCollection<string> Formatted => _formats.Value.Keys;

    /// <summary>The properties that Ref gives, between them |; null: the primary identifier.</summary>
    public static string? ReferenceOf(string type) => _references.Value.GetValueOrDefault(type);

    /// <summary>Like arn:${Partition}:mq:${Region}:${Account}:broker:${BrokerName}:${BrokerId}; null where it is not known.</summary>
    public static string? ArnFormatOf(string type) => _formats.Value.GetValueOrDefault(type);

    static FrozenDictionary<string, string> Read(string name)
    {
        using var embedded = typeof(IdentifierFacts).Assembly.GetManifestResourceStream(name)!;
        using var text = new StreamReader(embedded);
        return text.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
