namespace LocalAws.Ssm;

/// <summary>The parameters of PutParameter.</summary>
public sealed record NewParameter(string Name, string Value)
{
    /// <summary>String, StringList or SecureString; null keeps the type of an existing one.</summary>
    public string? Type { get; init; }

    /// <summary>Whether an existing one may change.</summary>
    public bool Overwrite { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>A pattern that the value must match.</summary>
    public string? AllowedPattern { get; init; }

    /// <summary>Standard, Advanced or Intelligent-Tiering.</summary>
    public string? Tier { get; init; }

    /// <summary>The key of a SecureString.</summary>
    public string? KeyId { get; init; }

    /// <summary>text, aws:ec2:image or aws:ssm:integration; text for a new one by default.</summary>
    public string? DataType { get; init; }

    /// <summary>Its policies, a JSON array; null keeps those of an existing one.</summary>
    public string? Policies { get; init; }

    /// <summary>Tags, for a new one only.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
