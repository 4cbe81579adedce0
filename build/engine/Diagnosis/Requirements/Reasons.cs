namespace Diagnosis.Requirements;

/// <summary>Words for why something is needed.</summary>
static class Reasons
{
    const int Most = 3;

    /// <summary>"stack A", "stacks A and B", "stacks A, B, C and 47 more".</summary>
    public static string Stacks(IReadOnlyList<string> names) =>
        $"{(names.Count == 1 ? "stack" : "stacks")} {List(names)}";

    /// <summary>"stack A is", "stacks A and B are".</summary>
    public static string StacksAre(IReadOnlyList<string> names) =>
        $"{Stacks(names)} {(names.Count == 1 ? "is" : "are")}";

    public static string List(IReadOnlyList<string> names) =>
        names.Count switch
        {
            0 => "nothing",
            1 => names[0],
            <= Most => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}",
            _ => $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more",
        };
}
