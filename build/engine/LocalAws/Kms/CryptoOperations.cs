using System.Security.Cryptography;
using System.Text;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>Encrypts and decrypts with keys: AES-GCM, the encryption context authenticated, the key's ARN in front of the ciphertext.</summary>
public sealed class CryptoOperations
{
    const int NonceLength = 12;
    const int TagLength = 16;
    const int LargestPlaintext = 4096;
    readonly KeyAccess _access;

    internal CryptoOperations(KeyAccess access) => _access = access;

    /// <summary>Encrypts up to 4,096 bytes.</summary>
    public (Key Key, byte[] Ciphertext) Encrypt(
        Caller caller,
        string region,
        string selector,
        byte[] plaintext,
        IReadOnlyDictionary<string, string> context
    )
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        if (plaintext.Length is 0 or > LargestPlaintext)
            throw new AwsException(
                "ValidationException",
                "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length between 1 and 4096"
            );
        var key = Use(caller, region, selector, "kms:Encrypt", context);
        return (key, Seal(key, plaintext, context));
    }

    /// <summary>A new data key, in plain and encrypted.</summary>
    public (Key Key, byte[] Plaintext, byte[] Ciphertext) GenerateDataKey(
        Caller caller,
        string region,
        string selector,
        int length,
        IReadOnlyDictionary<string, string> context,
        bool withPlaintext
    )
    {
        if (length is < 1 or > 1024)
            throw new AwsException("ValidationException", "NumberOfBytes must be between 1 and 1024.");
        var action = withPlaintext ? "kms:GenerateDataKey" : "kms:GenerateDataKeyWithoutPlaintext";
        var key = Use(caller, region, selector, action, context);
        var plaintext = RandomNumberGenerator.GetBytes(length);
        return (key, plaintext, Seal(key, plaintext, context));
    }

    /// <summary>So many random bytes, of no key.</summary>
    public byte[] GenerateRandom(Caller caller, string region, int length)
    {
        _access.DemandOfAccount(caller, region, "kms:GenerateRandom");
        return RandomNumberGenerator.GetBytes(length);
    }

    /// <summary>Decrypts with the key that the ciphertext names; a key that the client names has to be that one.</summary>
    public (Key Key, byte[] Plaintext) Decrypt(
        Caller caller,
        string region,
        string? selector,
        byte[] ciphertext,
        IReadOnlyDictionary<string, string> context
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(ciphertext);
        if (ciphertext.Length < 1 || ciphertext.Length < 1 + ciphertext[0] + NonceLength + TagLength)
            throw Invalid();
        var arn = Encoding.UTF8.GetString(ciphertext, 1, ciphertext[0]);
        if (arn.Split(':', 6) is not ["arn", _, "kms", _, _, _])
            throw Invalid();
        var key = Use(caller, region, arn, "kms:Decrypt", context);
        if (selector is not null)
        {
            var (account, keyRegion, name) = KeyAccess.Parse(caller.Account, region, selector);
            if (_access.Find(account, keyRegion, name)?.Arn != key.Arn)
            {
                throw new AwsException(
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation."
                );
            }
        }
        return (key, Open(key, ciphertext.AsSpan(1 + ciphertext[0]), context));
    }

    /// <summary>Asks whether the caller may use the key in this way, as services do for what they encrypt with it.</summary>
    public Key DemandUse(Caller caller, string region, string selector, string action) =>
        Use(caller, region, selector, action, new Dictionary<string, string>());

    /// <summary>Whether a service may encrypt and decrypt with a key in such a context, as services ask before they take a key for a resource.</summary>
    internal bool ServesService(string service, string keyArn, IReadOnlyDictionary<string, string> context) =>
        _access.Lets(service, keyArn, ["kms:GenerateDataKey", "kms:Decrypt"], Context(context));

    Key Use(
        Caller caller,
        string region,
        string selector,
        string action,
        IReadOnlyDictionary<string, string> encryption
    )
    {
        var key = _access.Demand(caller, region, action, selector, Context(encryption));
        return key.State switch
        {
            "Enabled" => key,
            "Disabled" => throw new AwsException("DisabledException", $"{key.Arn} is disabled."),
            _ => throw new AwsException("KMSInvalidStateException", $"{key.Arn} is pending deletion."),
        };
    }

    static RequestContext Context(IReadOnlyDictionary<string, string> encryption)
    {
        var context = RequestContext.Empty;
        foreach (var (name, value) in encryption)
            context = context.With("kms:EncryptionContext:" + name, value);
        return encryption.Count > 0 ? context.With("kms:EncryptionContextKeys", [.. encryption.Keys]) : context;
    }

    static byte[] Seal(Key key, byte[] plaintext, IReadOnlyDictionary<string, string> context)
    {
        var arn = Encoding.UTF8.GetBytes(key.Arn);
        var sealedBytes = new byte[1 + arn.Length + NonceLength + TagLength + plaintext.Length];
        sealedBytes[0] = (byte)arn.Length;
        arn.CopyTo(sealedBytes, 1);
        var rest = sealedBytes.AsSpan(1 + arn.Length);
        RandomNumberGenerator.Fill(rest[..NonceLength]);
        using var cipher = new AesGcm(key.Material, TagLength);
        cipher.Encrypt(
            rest[..NonceLength],
            plaintext,
            rest[(NonceLength + TagLength)..],
            rest.Slice(NonceLength, TagLength),
            Authenticated(context)
        );
        return sealedBytes;
    }

    static byte[] Open(Key key, ReadOnlySpan<byte> sealedBytes, IReadOnlyDictionary<string, string> context)
    {
        var plaintext = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key.Material, TagLength);
        try
        {
            cipher.Decrypt(
                sealedBytes[..NonceLength],
                sealedBytes[(NonceLength + TagLength)..],
                sealedBytes.Slice(NonceLength, TagLength),
                plaintext,
                Authenticated(context)
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Invalid();
        }
        return plaintext;
    }

    /// <summary>The context in an order that does not depend on the client's, each text behind its length.</summary>
    static byte[] Authenticated(IReadOnlyDictionary<string, string> context) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                context
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => $"{pair.Key.Length}:{pair.Key}{pair.Value.Length}:{pair.Value}")
            )
        );

    static AwsException Invalid() => new("InvalidCiphertextException", "");
}
