using System.Security.Cryptography;
using System.Text;
using LocalAws.Identities;

namespace LocalAws.Protocol;

/// <summary>
/// The signature over the policy of a browser form, of version 4 or, without a scope, 2 (S3 API Reference, "Authenticating
/// Requests: Browser-Based Uploads Using POST").
/// </summary>
/// <param name="Policy">The policy as the form has it, in base 64.</param>
/// <param name="AccessKeyId">The access key.</param>
/// <param name="Scope">Day, region and service of version 4.</param>
/// <param name="Value">The signature.</param>
/// <param name="Token">The session's token.</param>
sealed record FormSignature(string Policy, string AccessKeyId, CredentialScope? Scope, string Value, string? Token)
{
    /// <summary>Who signed, or throws <see cref="SignatureException"/>.</summary>
    public Caller Verify(Func<string, string?, (Caller Caller, string Secret)> authenticate)
    {
        var (caller, secret) = authenticate(AccessKeyId, Token);
        var expected = Scope is null ? Sign(secret) : new SigningKey(secret, Scope).SignPolicy(Policy);
        return SigningKey.Same(expected, Value) ? caller : throw new SignatureException(SignatureFault.Mismatch);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5350",
        Justification = "Signature version 2 is defined by HMAC-SHA1."
    )]
    string Sign(string secret) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Policy)));
}
