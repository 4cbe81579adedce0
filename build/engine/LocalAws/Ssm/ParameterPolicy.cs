namespace LocalAws.Ssm;

/// <summary>A policy of a parameter: Expiration, ExpirationNotification or NoChangeNotification.</summary>
public sealed record ParameterPolicy(string Type, string Text)
{
    /// <summary>When Systems Manager deletes the parameter; of an Expiration only.</summary>
    public DateTimeOffset? Expires { get; init; }
}
