namespace LocalAws.Faults;

/// <summary>A call whose signature held, as it came over the wire.</summary>
/// <param name="Number">Counted from 1 over all calls, in the order of arrival.</param>
/// <param name="Account">The caller's account, which rates count against.</param>
/// <param name="Service">The signing name.</param>
/// <param name="Resource">What the call is about, where the request says so: a stack's name, a role's ARN, bucket and key; otherwise empty.</param>
public sealed record WireCall(
    long Number,
    string Account,
    string Region,
    string Service,
    string Action,
    string Resource
)
{
    /// <summary>service:Action.</summary>
    public string Api => $"{Service}:{Action}";

    static readonly string[] _reads = ["Describe", "Get", "List", "Head", "BatchGet"];

    /// <summary>Whether it only reads, as far as its name tells.</summary>
    public bool IsRead => Array.Exists(_reads, verb => Action.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>What the client says it is.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>How old what a stale read is answered is.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>The status of the answer; 0 before it, and where there was none.</summary>
    public int Status { get; init; }

    /// <summary>Whether it was answered that the rate is exceeded, by a rate limit or a fault.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>The fault that struck it, or null.</summary>
    public FaultKind? Fault { get; init; }
}
