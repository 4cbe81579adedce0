using System.Security.Cryptography;
using System.Text.Json;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>Makes session tokens and opens them: the session, its secret included, sealed with a key of the state, so that sessions outlive the process and cost no memory.</summary>
sealed class SessionSeal : IDisposable
{
    const int NonceLength = 12;
    const int TagLength = 16;
    readonly AesGcm _cipher;

    public SessionSeal(World world)
    {
        var key = world
            .Table(IdentityTables.SealKeys, "", "")
            .Update("current", found => found ?? new SealKey(RandomNumberGenerator.GetBytes(32)))!;
        _cipher = new(key.Key, TagLength);
    }

    public string Seal(SealedSession session)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(session, IdentityJson.Default.SealedSession);
        var token = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(token.AsSpan(0, NonceLength));
        lock (_cipher)
        {
            _cipher.Encrypt(
                token.AsSpan(0, NonceLength),
                plain,
                token.AsSpan(NonceLength + TagLength),
                token.AsSpan(NonceLength, TagLength)
            );
        }
        return Convert.ToBase64String(token);
    }

    /// <summary>The session in a token, or null where the token was not made here.</summary>
    public SealedSession? Open(string token)
    {
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || length <= NonceLength + TagLength)
            return null;
        var plain = new byte[length - NonceLength - TagLength];
        try
        {
            lock (_cipher)
            {
                _cipher.Decrypt(
                    bytes.AsSpan(0, NonceLength),
                    bytes.AsSpan(NonceLength + TagLength, plain.Length),
                    bytes.AsSpan(NonceLength, TagLength),
                    plain
                );
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return JsonSerializer.Deserialize(plain, IdentityJson.Default.SealedSession);
    }

    public void Dispose() => _cipher.Dispose();
}
