namespace LocalAws.Protocol;

/// <summary>The scope of a signature: key, day, region and service.</summary>
sealed record CredentialScope(string AccessKeyId, string Date, string Region, string Service)
{
    public override string ToString() => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Parses key/yyyymmdd/region/service/aws4_request, or throws Incomplete.</summary>
    public static CredentialScope Parse(string credential)
    {
        var parts = credential.Split('/');
        if (
            parts is not [var key, { Length: 8 } date, var region, var service, "aws4_request"]
            || key.Length == 0
            || region.Length == 0
            || service.Length == 0
        )
        {
            throw new SignatureException(
                SignatureFault.Incomplete,
                $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
            );
        }
        return new(key, date, region, service);
    }
}
