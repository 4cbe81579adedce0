namespace Fingerprints;

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

    /// <summary>From here on what the step was seen to depend on: a file's content, or that there is none.</summary>
    ObservedFile,

    /// <summary>The names in a folder.</summary>
    ObservedFolder,

    /// <summary>Whether something is there.</summary>
    ObservedPresence,

    /// <summary>When a file was last written.</summary>
    ObservedTime,
    ObservedVariable,

    /// <summary>Which environment variables there are.</summary>
    ObservedVariables,

    /// <summary>A reason for which the result may differ though nothing else does.</summary>
    Doubt,
}
