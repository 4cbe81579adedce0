using Microsoft.CodeAnalysis.Text;

namespace Mutations.Mutants;

/// <summary>A small fault at one place of a file.</summary>
/// <param name="File">The file, from the repository's root.</param>
/// <param name="Line">Its line there, from 1.</param>
/// <param name="Kind">What kind of fault it is.</param>
/// <param name="Span">What it replaces.</param>
/// <param name="Code">What stands there instead: code of as many lines that asks <see cref="Switch"/>.</param>
/// <param name="Words">What changes, for whoever reads the report.</param>
sealed record Mutant(string File, int Line, string Kind, TextSpan Span, string Code, string Words)
{
    /// <summary>Stands in <see cref="Code"/> for the question whether the mutant is on.</summary>
    public const string Switch = "\u00a7ON\u00a7";

    /// <summary>From 1; zero until it is chosen.</summary>
    public int Id { get; init; }

    /// <summary>Whether it changes this line of this file.</summary>
    public bool IsOn(string file, int line) =>
        file == File && line >= Line && line <= Line + Code.Count(one => one == '\n');

    /// <summary>Whether both change the same code.</summary>
    public bool Overlaps(Mutant other) => other.File == File && other.Span.OverlapsWith(Span);

    public override string ToString() => $"{Kind} {File}:{Line}: {Words}";
}
