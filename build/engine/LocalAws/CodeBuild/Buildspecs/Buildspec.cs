namespace LocalAws.CodeBuild.Buildspecs;

/// <summary>What a build does, as "Buildspec syntax" in the CodeBuild User Guide documents it.</summary>
public sealed record Buildspec
{
    /// <summary>Whether each command has a shell of its own, as version 0.1 says; in 0.2 they share one.</summary>
    public bool IsolatesCommands { get; init; }

    /// <summary>The shell that runs commands: sh or bash.</summary>
    public string Shell { get; init; } = "sh";

    /// <summary>Variables by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of parameters by variable.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Secrets by variable, each secret-id:json-key:version-stage:version-id.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The variables that actions after the build's read.</summary>
    public IReadOnlyList<string> ExportedVariables { get; init; } = [];

    /// <summary>install, pre_build, build and post_build, as far as there are such.</summary>
    public IReadOnlyDictionary<string, BuildspecPhase> Phases { get; init; } = new Dictionary<string, BuildspecPhase>();

    /// <summary>What is left, or null.</summary>
    public ArtifactFiles? Artifacts { get; init; }

    /// <summary>What is left besides, by identifier.</summary>
    public IReadOnlyDictionary<string, ArtifactFiles> SecondaryArtifacts { get; init; } =
        new Dictionary<string, ArtifactFiles>();

    /// <summary>Test results by report group: its ARN, or a name that the project's is put in front of.</summary>
    public IReadOnlyDictionary<string, ReportFiles> Reports { get; init; } = new Dictionary<string, ReportFiles>();

    /// <summary>What is kept for later builds.</summary>
    public IReadOnlyList<string> CachePaths { get; init; } = [];
}

/// <summary>The commands of a phase.</summary>
/// <param name="Finally">Commands that run after the others, whether those succeed or not.</param>
/// <param name="ContinuesOnFailure">CONTINUE or ABORT, or null where the phase decides: a failed build goes on with post_build, a failed install or pre_build ends.</param>
/// <param name="RuntimeVersions">Versions by runtime, such as nodejs.</param>
public sealed record BuildspecPhase(
    IReadOnlyList<string> Commands,
    IReadOnlyList<string> Finally,
    bool? ContinuesOnFailure,
    IReadOnlyDictionary<string, string> RuntimeVersions
);

/// <summary>Files by patterns such as **/*, from a base directory.</summary>
public sealed record ArtifactFiles(IReadOnlyList<string> Patterns)
{
    /// <summary>Patterns of files that are left out.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Where the patterns begin, from the source's folder, or null for that.</summary>
    public string? BaseDirectory { get; init; }

    /// <summary>Whether files are put side by side under their names alone.</summary>
    public bool DiscardsPaths { get; init; }

    /// <summary>The artifact's name instead of the project's.</summary>
    public string? Name { get; init; }
}

/// <summary>Files with test results.</summary>
/// <param name="Format">JUNITXML and so on.</param>
public sealed record ReportFiles(ArtifactFiles Files, string Format);
