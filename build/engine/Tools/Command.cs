using Deployment.Processes;

namespace Tools;

/// <summary>A child process to run: arguments are handed over one by one, never through a shell.</summary>
/// <param name="Prefix">What stands before each line that it prints.</param>
public sealed record Command(string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, string Prefix)
{
    /// <summary>Added to the environment of this process; a null value takes a variable away. Never printed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether AWS is its business: it gets the whole environment. All others get what <see cref="ToolEnvironment"/> leaves.</summary>
    public bool ReachesAws { get; init; }

    /// <summary>
    /// Whether it is this program, and is to end in good order when who started it is gone, killed for example: it reads its
    /// standard input to the end (<see cref="ChildProcesses.EndsWithInput"/>).
    /// </summary>
    public bool EndsWithCaller { get; init; }

    /// <summary>Called with each line; the line is printed when this returns true.</summary>
    public Func<string, bool> OnLine { get; init; } = _ => true;

    public override string ToString() => $"{Path.GetFileName(FileName)} {string.Join(' ', Arguments)}";
}
