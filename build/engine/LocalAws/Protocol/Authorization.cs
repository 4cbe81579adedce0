using System.Globalization;

namespace LocalAws.Protocol;

/// <summary>The signature of a request, from its header or, presigned, from its query.</summary>
sealed record Authorization
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    static readonly string[] _parts = ["Credential", "Signature", "SignedHeaders"];

    public required CredentialScope Scope { get; init; }

    public required IReadOnlyList<string> SignedHeaders { get; init; }

    public required string Signature { get; init; }

    /// <summary>The time of signing as sent, yyyyMMddTHHmmssZ.</summary>
    public required string Date { get; init; }

    public string? Token { get; init; }

    /// <summary>Seconds of validity, presigned only.</summary>
    public int? Expires { get; init; }

    public bool Presigned => Expires is not null;

    public DateTimeOffset Time =>
        DateTimeOffset.TryParseExact(
            Date,
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : throw new SignatureException(
                SignatureFault.Incomplete,
                $"Date must be in ISO-8601 'basic format'. Got '{Date}'. See http://en.wikipedia.org/wiki/ISO_8601"
            );

    /// <summary>The signature that the request carries, or null where it has none.</summary>
    public static Authorization? Of(RawRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length > 0)
            return FromHeader(request, header);
        return request.Query.Has("X-Amz-Algorithm") || request.Query.Has("X-Amz-Signature") ? FromQuery(request) : null;
    }

    static Authorization FromHeader(RawRequest request, string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw new SignatureException(
                SignatureFault.Incomplete,
                $"Unsupported AWS 'algorithm': '{header.Split(' ')[0]}'."
            );
        }
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                parts[part[..equals]] = part[(equals + 1)..];
        }
        var missing = _parts
            .Where(name => !parts.ContainsKey(name))
            .Select(name => $"Authorization header requires '{name}' parameter.")
            .ToList();
        var date = request.Headers["x-amz-date"].ToString();
        if (date.Length == 0)
            missing.Add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        if (missing.Count > 0)
            throw new SignatureException(SignatureFault.Incomplete, string.Join(' ', missing));
        var token = request.Headers["x-amz-security-token"].ToString();
        return new()
        {
            Scope = CredentialScope.Parse(parts["Credential"]),
            SignedHeaders = parts["SignedHeaders"].Split(';'),
            Signature = parts["Signature"],
            Date = date,
            Token = token.Length == 0 ? null : token,
        };
    }

    static Authorization FromQuery(RawRequest request)
    {
        if (request.Query["X-Amz-Algorithm"] != Algorithm)
            throw new SignatureException(
                SignatureFault.Incomplete,
                "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\""
            );
        string Required(string name) =>
            request.Query[name]
            ?? throw new SignatureException(
                SignatureFault.Incomplete,
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."
            );
        var expires = Required("X-Amz-Expires");
        if (
            !int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > 604800
        )
        {
            throw new SignatureException(
                SignatureFault.Incomplete,
                "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
            );
        }
        return new()
        {
            Scope = CredentialScope.Parse(Required("X-Amz-Credential")),
            SignedHeaders = Required("X-Amz-SignedHeaders").Split(';'),
            Signature = Required("X-Amz-Signature"),
            Date = Required("X-Amz-Date"),
            Token = request.Query["X-Amz-Security-Token"],
            Expires = seconds,
        };
    }
}
