namespace LocalAws.Secrets;

/// <summary>The parameters of CreateSecret and UpdateSecret.</summary>
public sealed record NewSecret(string Name)
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The KMS key.</summary>
    public string? KeyId { get; init; }

    /// <summary>The value as text.</summary>
    public string? Text { get; init; }

    /// <summary>The value as bytes.</summary>
    public byte[]? Binary { get; init; }

    /// <summary>The id of the new version.</summary>
    public string? ClientToken { get; init; }

    /// <summary>The regions that it is to be copied to.</summary>
    public ReplicaRequest Replicas { get; init; } = ReplicaRequest.None;

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The name alone: values are not printed.</summary>
    public override string ToString() => Name;
}
