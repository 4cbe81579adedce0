namespace Fingerprints.Observations;

/// <summary>Something of which a step was seen to make its result, beside what it declares.</summary>
public abstract record Observation
{
    private Observation() { }

    /// <summary>A file's content, or that there is none; links are followed.</summary>
    /// <param name="Path">An absolute path.</param>
    public sealed record File(string Path) : Observation;

    /// <summary>The names in a folder.</summary>
    /// <param name="Path">An absolute path.</param>
    /// <param name="Names">As the step saw them; null where nobody says.</param>
    public sealed record Folder(string Path, IReadOnlyList<string>? Names) : Observation;

    /// <summary>Whether something is there, and what it is: a file, a folder, where a link points.</summary>
    /// <param name="Path">An absolute path.</param>
    /// <param name="Kind">As the step saw it; null where nobody says.</param>
    public sealed record Presence(string Path, Files.FileKind? Kind) : Observation;

    /// <summary>When a file was last written.</summary>
    /// <param name="Path">An absolute path.</param>
    public sealed record Time(string Path) : Observation;

    public sealed record Variable(string Name) : Observation;

    /// <summary>Which environment variables there are.</summary>
    public sealed record VariableNames : Observation;

    /// <summary>The step may come to another result although nothing that is known has changed.</summary>
    /// <param name="Reason">As in "src/main.ts reads the clock".</param>
    public sealed record Doubt(string Reason) : Observation;
}
