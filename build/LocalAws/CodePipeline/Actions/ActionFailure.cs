namespace LocalAws.CodePipeline.Actions;

/// <summary>An action failed: the code and words of its error details.</summary>
/// <param name="code">JobFailed, ConfigurationError, PermissionError or RevisionUnavailable.</param>
sealed class ActionFailure(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
