namespace LocalAws.Shapes;

/// <summary>A value as a request gives it, whichever protocol it came by.</summary>
public abstract record Given
{
    Given() { }

    /// <summary>A text, number, boolean, time or blob, as it was written.</summary>
    public sealed record Text(string Value) : Given;

    /// <summary>The items of a list.</summary>
    public sealed record List(IReadOnlyList<Given> Items) : Given;

    /// <summary>The entries of a map.</summary>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, Given>> Entries) : Given;

    /// <summary>The members of a structure that the service knows.</summary>
    public sealed record Structure(IReadOnlyList<(ShapeMember Member, Given Value)> Members) : Given
    {
        /// <summary>Names that the service does not know.</summary>
        public IReadOnlyList<string> Unknown { get; init; } = [];
    }

    /// <summary>Whether it asks for nothing: false, or no items or members.</summary>
    public bool IsNothing =>
        this switch
        {
            Text text => text.Value is "false" or "False",
            List list => list.Items.Count == 0,
            Map map => map.Entries.Count == 0,
            Structure structure => structure.Members.All(member => member.Value.IsNothing),
            _ => false,
        };

    /// <summary>As AWS writes it in messages.</summary>
    public sealed override string ToString() =>
        this switch
        {
            Text text => text.Value,
            List list => $"[{string.Join(", ", list.Items)}]",
            Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}={entry.Value}"))}}}",
            Structure structure =>
                $"{{{string.Join(", ", structure.Members.Select(member => $"{member.Member.Name}={member.Value}"))}}}",
            _ => "",
        };
}
