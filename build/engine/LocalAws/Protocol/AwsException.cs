namespace LocalAws.Protocol;

/// <summary>An error that the client sees: AWS's code, its words and the HTTP status.</summary>
public class AwsException(string code, string message, int httpStatus = 400) : Exception(message)
{
    /// <summary>The error code, as the API reference names it.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status of the answer.</summary>
    public int HttpStatus { get; } = httpStatus;

    /// <summary>Headers that the answer has.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Elements that this error's answer has besides code and message.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
