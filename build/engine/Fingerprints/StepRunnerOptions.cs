using System.Runtime.InteropServices;

namespace Fingerprints;

/// <summary>How steps are run in one checkout.</summary>
/// <param name="Root">The root of the checkout, an absolute path.</param>
public sealed record StepRunnerOptions(string Root)
{
    /// <summary>Where the fingerprints are kept; build/.fingerprints by default.</summary>
    public string StoreFolder { get; init; } = Path.Combine(Root, "build", ".fingerprints");

    /// <summary>Whether every step runs, changed or not.</summary>
    public bool Force { get; init; }

    /// <summary>A folder through which checkouts share the outputs of steps; none by default. Who can write to it is trusted.</summary>
    public string? SharedFolder { get; init; }

    /// <summary>How long a file must have been left alone before its status alone says that it is unchanged; 2 s, the coarsest clock of a file system.</summary>
    public TimeSpan RacyWindow { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The value of an environment variable, null where it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The names of the environment variables that are set.</summary>
    public Func<IEnumerable<string>> VariableNames { get; init; } =
        static () => Environment.GetEnvironmentVariables().Keys.Cast<string>();

    /// <summary>The kind of system that steps run on: what was made on one is not taken on another.</summary>
    internal string Platform { get; init; } = RuntimeInformation.RuntimeIdentifier;

    /// <summary>Called before each change that the runner makes on disk, with its name; a test ends the run there.</summary>
    internal Action<string> Checkpoint { get; init; } = static _ => { };
}
