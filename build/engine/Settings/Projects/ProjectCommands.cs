namespace Settings.Projects;

/// <summary>A program with its arguments for each step; null: by convention.</summary>
public sealed record ProjectCommands
{
    /// <summary>Where the folder that a Cloud Assembly is to be written to stands in <see cref="Synth"/>.</summary>
    public const string Output = "{output}";

    public IReadOnlyList<string>? Install { get; init; }

    public IReadOnlyList<string>? Build { get; init; }

    public IReadOnlyList<string>? Test { get; init; }

    public IReadOnlyList<string>? Synth { get; init; }
}
