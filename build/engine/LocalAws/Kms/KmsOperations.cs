using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Kms;

/// <summary>All that KMS does.</summary>
public sealed class KmsOperations
{
    internal KmsOperations(World world, Authorizer authorizer)
    {
        var access = new KeyAccess(world, authorizer);
        Keys = new(access);
        Aliases = new(access);
        Crypto = new(access);
    }

    /// <summary>Keys and their policies.</summary>
    public KeyOperations Keys { get; }

    /// <summary>Aliases.</summary>
    public AliasOperations Aliases { get; }

    /// <summary>Encryption and decryption.</summary>
    public CryptoOperations Crypto { get; }
}
