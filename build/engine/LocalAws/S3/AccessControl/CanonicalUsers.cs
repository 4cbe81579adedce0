using System.Security.Cryptography;
using System.Text;
using LocalAws.Worlds;

namespace LocalAws.S3.AccessControl;

/// <summary>The canonical user ids of accounts: 64 hexadecimal digits that follow from the number.</summary>
sealed class CanonicalUsers(World world)
{
    /// <summary>Who signs nothing, as owner of what is uploaded so (S3 User Guide, "Access control list overview").</summary>
    public const string Nobody = "65a011a29cdf8ec533ec3d1ccaae921c";

    readonly Lazy<Dictionary<string, string>> _accounts = new(() => world.Accounts.ToDictionary(IdOf));

    public static string IdOf(string account) =>
        account.Length == 0
            ? Nobody
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("canonical:" + account)));

    /// <summary>The account of this world that has the id, or null.</summary>
    public string? AccountOf(string id) => _accounts.Value.GetValueOrDefault(id);
}
