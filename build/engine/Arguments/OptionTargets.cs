namespace Arguments;

/// <summary>Targets that take the same options.</summary>
public static class OptionTargets
{
    /// <summary>Those that run steps and skip what is up to date.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        "Install",
        "Projen",
        "Build",
        "Synth",
        "Test",
        "AccessGraph",
        "ExecutionPolicy",
    ];

    /// <summary>Those that make Cloud Assemblies: they do nothing where one is made elsewhere.</summary>
    public static readonly IReadOnlyList<string> Synthesis = ["Install", "Projen", "Build", "Synth"];

    /// <summary>Those that work on the stacks of Cloud Assemblies.</summary>
    public static readonly IReadOnlyList<string> Stacks = ["Deploy", "Diff", "Destroy"];

    /// <summary>The one that says what another would change.</summary>
    public const string Comparison = "Diff";

    /// <summary>Those that work with AWS, or with a local one.</summary>
    public static readonly IReadOnlyList<string> OfAnyAws =
    [
        "Synth",
        "AccessGraph",
        "ExecutionPolicy",
        "Bootstrap",
        "BootstrapLocal",
        "Doctor",
        "Credentials",
        .. Stacks,
        "Clean",
    ];
}
