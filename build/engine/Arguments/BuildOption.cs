namespace Arguments;

/// <summary>An option, what stands behind its name, and what help says of it.</summary>
/// <param name="Targets">The targets that do something with it; with any other alone it is refused.</param>
public sealed record BuildOption(string Name, string Value, string Text, IReadOnlyList<string> Targets)
{
    /// <summary>What holds without it, where that is more than "no".</summary>
    public string? Default { get; init; }

    /// <summary>The targets that do something with it in a rehearsal, besides.</summary>
    public IReadOnlyList<string> TargetsWhenLocal { get; init; } = [];

    /// <summary>Whether one of the targets of a run does something with it.</summary>
    public bool IsTakenBy(IReadOnlyCollection<string> targets, bool local) =>
        Targets.Any(targets.Contains) || (local && TargetsWhenLocal.Any(targets.Contains));
}
