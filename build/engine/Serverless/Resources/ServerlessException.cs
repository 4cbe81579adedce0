namespace Serverless;

/// <summary>A template is not of the Serverless Application Model; the message is AWS's, with all that is wrong.</summary>
public sealed class ServerlessException : Exception
{
    public ServerlessException(IReadOnlyList<string> problems)
        : base(
            $"Invalid Serverless Application Specification document. Number of errors found: {problems.Count}. {string.Join(' ', problems)}"
        ) => Problems = problems;

    public ServerlessException(string message)
        : this([message]) { }

    public ServerlessException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    public ServerlessException()
        : this([]) { }

    /// <summary>One for each resource that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }
}
