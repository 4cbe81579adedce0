using Iam.Documents;

namespace Iam;

/// <summary>A policy document, parsed and compiled once, evaluated often.</summary>
public sealed class PolicyDocument
{
    internal PolicyDocument(string json, string version, string? id, IReadOnlyList<PolicyStatement> statements) =>
        (Json, Version, Id, Statements) = (json, version, id, statements);

    /// <summary>The document as it was given.</summary>
    public string Json { get; }

    /// <summary>2012-10-17, or 2008-10-17, also when absent: without policy variables.</summary>
    public string Version { get; }

    public string? Id { get; }

    public IReadOnlyList<PolicyStatement> Statements { get; }

    /// <exception cref="PolicyDocumentException">The document is malformed; every mistake is named.</exception>
    public static PolicyDocument Parse(string json, PolicyKind kind) => Parse(json, kind, demandsVersion: false);

    /// <summary>Parses a document that has to be of the current version, as IAM asks of managed policies.</summary>
    /// <exception cref="PolicyDocumentException">The document is malformed; every mistake is named.</exception>
    public static PolicyDocument Parse(string json, PolicyKind kind, bool demandsVersion) =>
        new DocumentParser(kind, demandsVersion).Parse(json);

    /// <summary>The users, roles and sessions that the statements name as principals, by ARN or unique id, each once.</summary>
    public IReadOnlyList<string> NamedIdentities =>
        [
            .. Statements
                .SelectMany(statement => statement.Principals?.Entries ?? [])
                .Where(entry => entry.Kind == PrincipalEntryKind.Identity)
                .Select(entry => entry.Value)
                .Distinct(),
        ];

    public override string ToString() => Json;
}
