namespace LocalAws.Identities;

/// <summary>An identity provider whose tokens an account takes.</summary>
public sealed record OidcProvider
{
    /// <summary>The ARN, with the issuer's host and path.</summary>
    public required string Arn { get; init; }

    /// <summary>The issuer, with its scheme.</summary>
    public required string Url { get; init; }

    /// <summary>The audiences that tokens may be for.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>Fingerprints of the issuer's certificate, as given.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The issuer without its scheme, which is how condition keys and ARNs name it.</summary>
    public static string NameOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
    }
}
