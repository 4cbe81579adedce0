namespace Fingerprints;

/// <summary>A reason for which a step runs; ToString says it to the user.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>There is no record of a success that this checkout can trust.</summary>
    public sealed record NeverSucceeded : Change
    {
        public override string ToString() => "first run";
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
                IngredientKind.File or IngredientKind.ObservedFile or IngredientKind.ObservedPresence => "file",
                IngredientKind.ObservedFolder => "list of files in folder",
                IngredientKind.ObservedTime => "time of file",
                IngredientKind.ObservedVariable => "environment variable",
                IngredientKind.ObservedVariables => "list of environment variables",
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
                // Of what a step was seen to ask for, that there is none is known too.
                ({ Kind: > IngredientKind.Step, Value: var before }, _) when before == default => "added",
                (_, { Kind: > IngredientKind.Step, Value: var after }) when after == default => "removed",
                ({ Text: { } before }, { Text: { } after }) when before != after => $"changed from {before} to {after}",
                _ => "changed",
            };
    }

    /// <summary>Something that the step was seen to depend on changed while it ran: which of both it saw is not known.</summary>
    public sealed record Meanwhile(Fingerprints.Ingredient What) : Change
    {
        public override string ToString() => $"{new Ingredient(What, What)} while it ran";
    }

    /// <summary>The step may come to another result although nothing that is known has changed.</summary>
    /// <param name="Reason">As in "src/main.ts reads the clock".</param>
    public sealed record InDoubt(string Reason) : Change
    {
        public override string ToString() => $"its result may differ each time: {Reason}";
    }

    /// <summary>What the step left behind is not as it left it.</summary>
    public sealed record Output(string Path, string Happened) : Change
    {
        public override string ToString() => $"output {Path} {Happened}";
    }
}
