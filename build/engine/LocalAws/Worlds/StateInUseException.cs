namespace LocalAws.Worlds;

/// <summary>Another process holds the state folder.</summary>
public sealed class StateInUseException(string directory, string? processId, string? endpoint)
    : IOException(
        $"The state folder {directory} of the local AWS is in use by process {processId ?? "(starting)"}, which serves {endpoint ?? "(no endpoint yet)"}."
    )
{
    /// <summary>The process that holds the folder, or null while it starts.</summary>
    public string? ProcessId { get; } = processId;

    /// <summary>Where that process answers, or null while it starts.</summary>
    public string? Endpoint { get; } = endpoint;
}
