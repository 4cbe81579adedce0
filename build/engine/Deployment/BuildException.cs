namespace Deployment;

/// <summary>A failure that the user can act on. Any other exception is a bug, and its stack trace is printed.</summary>
public sealed class BuildException : Exception
{
    /// <summary>The exit code of a run that failed.</summary>
    public const int Failed = 1;

    /// <summary>The exit code for wrong settings or arguments.</summary>
    public const int WrongInput = 2;

    public BuildException(IReadOnlyList<Finding> findings, int exitCode = Failed, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, findings), innerException)
    {
        Findings = findings;
        ExitCode = exitCode;
    }

    public BuildException(Finding finding, int exitCode = Failed, Exception? innerException = null)
        : this([finding], exitCode, innerException) { }

    /// <summary>All findings of one kind together, never the first only.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    public int ExitCode { get; }
}
