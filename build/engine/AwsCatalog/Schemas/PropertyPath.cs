namespace AwsCatalog.Schemas;

/// <summary>
/// Where a property is: /properties/Endpoint/Address, "*" standing for every member of a list or map.
/// </summary>
public sealed record PropertyPath(string Pointer)
{
    const string Root = "/properties/";

    /// <summary>The names from the outermost to the innermost; schemas write "properties" between some of them, too.</summary>
    public IReadOnlyList<string> Segments { get; } =
    [
        .. (Pointer.StartsWith(Root, StringComparison.Ordinal) ? Pointer[Root.Length..] : Pointer.TrimStart('/'))
            .Split('/')
            .Where(segment => segment is not ("properties" or "items")),
    ];

    /// <summary>The property of the resource that holds it.</summary>
    public string Property => Segments[0];

    public bool IsNested => Segments.Count > 1;

    /// <summary>As Fn::GetAtt and reports write it.</summary>
    public override string ToString() => string.Join('.', Segments);
}
