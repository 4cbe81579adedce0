using System.Globalization;
using System.Security.Cryptography;

namespace LocalAws.Identities;

/// <summary>Access key ids, which as on AWS carry their account: a prefix and ten bytes in base 32, the account in bits 1 to 40 of the first six.</summary>
public static class AccessKeyIds
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The prefix of a user's key.</summary>
    public const string User = "AKIA";

    /// <summary>The prefix of a session's key.</summary>
    public const string Session = "ASIA";

    /// <summary>A new id of that account.</summary>
    public static string Create(string prefix, string account)
    {
        Span<byte> bytes = stackalloc byte[10];
        RandomNumberGenerator.Fill(bytes);
        var head = (ulong.Parse(account, CultureInfo.InvariantCulture) << 7) | (1UL << 47) | (uint)(bytes[5] & 0x7f);
        for (var i = 5; i >= 0; i--, head >>= 8)
            bytes[i] = (byte)head;
        return prefix + Encode(bytes);
    }

    /// <summary>The account in an id, or null where it is not an access key id.</summary>
    public static string? AccountOf(string accessKeyId)
    {
        if (accessKeyId.Length != 20)
            return null;
        ulong head = 0;
        for (var i = 4; i < 14; i++)
        {
            var digit = Alphabet.IndexOf(accessKeyId[i], StringComparison.Ordinal);
            if (digit < 0)
                return null;
            head = (head << 5) | (uint)digit;
        }
        // Fifty bits were read; the account is in the first 48 of them, below the top one and above the last seven.
        return (((head >> 2) & 0x7fffffffff80) >> 7).ToString("D12", CultureInfo.InvariantCulture);
    }

    /// <summary>A unique id as IAM gives users, roles and policies of that account: a prefix such as AROA and 17 characters.</summary>
    public static string CreateUniqueId(string prefix, string account) =>
        Create(prefix, account) + RandomNumberGenerator.GetString(Alphabet, 1);

    /// <summary>The account in a unique id, or null where it is none.</summary>
    public static string? AccountOfUniqueId(string uniqueId)
    {
        ArgumentNullException.ThrowIfNull(uniqueId);
        return uniqueId.Length == 21 ? AccountOf(uniqueId[..^1]) : null;
    }

    /// <summary>A secret access key of 40 characters.</summary>
    public static string CreateSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> digits = stackalloc char[16];
        for (int i = 0, bit = 0; i < 16; i++, bit += 5)
        {
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            digits[i] = Alphabet[(pair >> (11 - bit % 8)) & 31];
        }
        return new(digits);
    }
}
