using LocalAws.CodeBuild.Builds;

namespace LocalAws.CodeBuild.Runs;

/// <summary>A phase failed, for a reason that its context tells.</summary>
public sealed class PhaseException(string code, string message) : Exception(message)
{
    /// <summary>Code and words.</summary>
    public PhaseContext Context { get; } = new(code, message);
}
