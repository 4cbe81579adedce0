namespace Iam;

/// <summary>A document with the name, or ARN, by which decisions refer to it.</summary>
public sealed record Policy(string Name, PolicyKind Kind, PolicyDocument Document)
{
    /// <exception cref="PolicyDocumentException">The document is malformed.</exception>
    public static Policy Parse(string name, PolicyKind kind, string json) =>
        new(name, kind, PolicyDocument.Parse(json, kind));
}
