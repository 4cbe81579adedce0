namespace Build.Fingerprints;

/// <summary>A reason for which a step runs; ToString says it to the user.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>There is no record of a success that this checkout can trust.</summary>
    public sealed record NeverSucceeded : Change
    {
        public override string ToString() => "it has not succeeded here yet";
    }

    public sealed record Forced : Change
    {
        public override string ToString() => "--force";
    }

    /// <summary>A preceding step has not succeeded, so what it leaves behind is not known.</summary>
    public sealed record StepUnfinished(string Id) : Change
    {
        public override string ToString() => $"step {Id} has not succeeded";
    }

    /// <summary>Something the step depends on; null where it was, or is, not there.</summary>
    public sealed record Ingredient(Fingerprints.Ingredient? Before, Fingerprints.Ingredient? After) : Change
    {
        public override string ToString() => $"{Kind} {Name} {Happened}";

        private string Name => (After ?? Before)!.Name;

        private string Kind =>
            (After ?? Before)!.Kind switch
            {
                IngredientKind.Output => "declared output",
                IngredientKind.File => "file",
                IngredientKind.Argument => "argument",
                IngredientKind.Setting => "setting",
                IngredientKind.Tool => "tool",
                IngredientKind.Variable => "environment variable",
                _ => "step",
            };

        private string Happened =>
            (Before, After) switch
            {
                (null, _) => "added",
                (_, null) => "removed",
                ({ Text: { } before }, { Text: { } after }) when before != after => $"changed from {before} to {after}",
                _ => "changed",
            };
    }

    /// <summary>What the step left behind is not as it left it.</summary>
    public sealed record Output(string Path, string Happened) : Change
    {
        public override string ToString() => $"output {Path} {Happened}";
    }
}
