namespace Build.Fingerprints;

/// <summary>One thing that a step's result depends on.</summary>
/// <param name="Text">What may be shown of it; null for what may be secret.</param>
public sealed record Ingredient(IngredientKind Kind, string Name, Digest Value, string? Text = null)
{
    /// <summary>By hand, since the generated one compares kinds and digests through comparers that are compiled at run time.</summary>
    public bool Equals(Ingredient? other) =>
        other is not null
        && Kind == other.Kind
        && Name == other.Name
        && Value.Equals(other.Value)
        && Text == other.Text;

    public override int GetHashCode() => HashCode.Combine(Name, Value);
}

/// <summary>The values are part of the store's format.</summary>
public enum IngredientKind
{
    /// <summary>What the step is declared to leave behind.</summary>
    Output,
    File,
    Argument,
    Setting,
    Tool,
    Variable,

    /// <summary>A preceding step, by the fingerprint with which it last succeeded.</summary>
    Step,
}
