using System.Text.RegularExpressions;

namespace LocalAws.Shapes;

/// <summary>What a value of a request is.</summary>
public enum ShapeKind
{
    /// <summary>Members by name.</summary>
    Structure,

    /// <summary>Items in an order.</summary>
    List,

    /// <summary>Values by keys of the caller.</summary>
    Map,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes; base 64 in JSON.</summary>
    Blob,

    /// <summary>A time.</summary>
    Time,
}

/// <summary>What a service takes as a value: its kind, its parts and its constraints (the service's model).</summary>
public sealed record Shape(string Name, ShapeKind Kind)
{
    /// <summary>A structure's members, in the model's order.</summary>
    public IReadOnlyList<ShapeMember> Members { get; init; } = [];

    /// <summary>A list's items, or a map's values.</summary>
    public ShapeMember? Item { get; init; }

    /// <summary>A map's keys.</summary>
    public ShapeMember? Key { get; init; }

    /// <summary>Names of the members that a structure has to have.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The least value, length or count.</summary>
    public decimal? Least { get; init; }

    /// <summary>The greatest value, length or count.</summary>
    public decimal? Most { get; init; }

    /// <summary>The regular expression that the whole text matches, as the model has it.</summary>
    public string? Pattern { get; init; }

    /// <summary>The texts that are taken; empty where any is.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether messages leave the value out.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether items stand beside each other without an element around them.</summary>
    public bool IsFlattened { get; init; }

    /// <summary>The member that is the body of a REST request.</summary>
    public string? Payload { get; init; }

    /// <summary>Whether the pattern could be read as one of .NET's; a text is not held to one that could not.</summary>
    public bool IsPatternRead => Expression.Value is not null;

    /// <summary>The pattern to match with; null where there is none.</summary>
    internal Lazy<Regex?> Expression { get; init; } = new(() => null);
}

/// <summary>A place in a shape where a value of another shape stands.</summary>
/// <param name="Name">The name in the model.</param>
/// <param name="WireName">The name on the wire.</param>
/// <param name="Location">header, headers, querystring or uri; null for the body.</param>
/// <param name="IsFlattened">Whether this list stands without an element around it.</param>
/// <param name="Of">The shape, read when asked for.</param>
public sealed record ShapeMember(string Name, string WireName, string? Location, bool IsFlattened, Func<Shape> Of)
{
    /// <summary>The shape of the value.</summary>
    public Shape Shape => Of();
}

/// <summary>What an operation takes.</summary>
/// <param name="Name">As the API reference names it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Uri">The template of the path, with what the query has to have.</param>
/// <param name="Input">Null where it takes nothing.</param>
public sealed record OperationShape(string Name, string Method, string Uri, Shape? Input);
