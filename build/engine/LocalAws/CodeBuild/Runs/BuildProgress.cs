using LocalAws.CodeBuild.Builds;
using LocalAws.Worlds;

namespace LocalAws.CodeBuild.Runs;

/// <summary>Records how far a build is, each step in the journal before the next begins.</summary>
sealed class BuildProgress(
    BuildRecord build,
    Table<BuildRecord> builds,
    Func<DateTimeOffset> now,
    Action<BuildRecord> tell
)
{
    /// <summary>The build as it is now.</summary>
    public BuildRecord Build { get; private set; } = build;

    /// <summary>The phase under way, or null.</summary>
    public string? Phase => Build.Phases is [.., { Ended: null } phase] ? phase.Type : null;

    /// <summary>Begins a phase.</summary>
    public void Begin(string phase) =>
        Set(Build with { Phases = [.. Build.Phases, new(phase, Status: null, now(), Ended: null, [])] });

    /// <summary>Ends the phase under way.</summary>
    public void End(string status, params IReadOnlyList<PhaseContext> contexts)
    {
        var ended = Build.Phases[^1] with { Status = status, Ended = now(), Contexts = contexts };
        Set(Build with { Phases = [.. Build.Phases.SkipLast(1), ended] });
    }

    /// <summary>Ends the build.</summary>
    public void Complete(string status)
    {
        var ended = now();
        var completed = new BuildPhase("COMPLETED", Status: null, ended, Ended: null, []);
        Set(Build with { Status = status, Ended = ended, Phases = [.. Build.Phases, completed] });
    }

    /// <summary>Changes what else is known of the build.</summary>
    public void Change(Func<BuildRecord, BuildRecord> change) => Set(change(Build));

    void Set(BuildRecord changed)
    {
        builds.Put(changed.Id, changed);
        Build = changed;
        tell(changed);
    }
}
