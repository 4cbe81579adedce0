namespace Endurance.Arenas;

/// <summary>A target as it is run against the local AWS.</summary>
/// <param name="Name">The target.</param>
/// <param name="Alone">Its arguments on the Cloud Assembly that there is.</param>
/// <param name="Full">Its arguments with all that it needs before.</param>
sealed record Target(string Name, IReadOnlyList<string> Alone, IReadOnlyList<string> Full)
{
    public override string ToString() => Name;
}

/// <summary>Every target that works with a local AWS.</summary>
static class Targets
{
    static readonly string[] _alone = ["--local", "--project=infra", "--exclusive"];
    static readonly string[] _full = ["--local", "--project=infra"];

    public static Target Deploy { get; } = Of("Deploy", "--require-approval=never");
    public static Target Destroy { get; } = Of("Destroy", "--force");
    public static Target Synth { get; } = new("Synth", ["--target=Synth", .. _full], ["--target=Synth", .. _full]);
    public static Target Rehearse { get; } =
        new("Rehearse", ["--target=Rehearse"], ["--target=Rehearse", "--include-uncommitted"]);

    /// <summary>Each as often as it is to be chosen: what changes the world more often than what looks at it.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        Deploy,
        Deploy,
        Deploy,
        Deploy,
        Deploy,
        Destroy,
        Destroy,
        Of("Diff"),
        Of("Doctor"),
        new("Bootstrap", ["--target=Bootstrap", "--local"], ["--target=Bootstrap", "--local"]),
        new("BootstrapLocal", ["--target=BootstrapLocal"], ["--target=BootstrapLocal"]),
        new(
            "Credentials",
            ["--target=Credentials", "--local", "--environment=account1", "--purpose=deploy"],
            ["--target=Credentials", "--local", "--environment=account1", "--purpose=deploy"]
        ),
        Synth,
    ];

    static Target Of(string name, params string[] more) =>
        new(name, [$"--target={name}", .. _alone, .. more], [$"--target={name}", .. _full, .. more]);
}
