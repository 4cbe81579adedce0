namespace LocalAws.CodePipeline.Actions;

/// <summary>An action failed: the code and words of its error details.</summary>
/// <param name="code">JobFailed, ConfigurationError, PermissionError or RevisionUnavailable.</param>
public sealed class ActionException(string code, string message) : Exception(message)
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;
}
