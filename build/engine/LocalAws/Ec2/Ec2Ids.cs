using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Ec2;

/// <summary>Identifiers that follow from what they name, so that a lookup gives the same one in every run.</summary>
static class Ec2Ids
{
    const int Digits = 17;

    /// <summary>A prefix such as vpc, a dash and seventeen hexadecimal digits.</summary>
    public static string Create(string prefix, params string[] parts) =>
        $"{prefix}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts))))[..Digits]}";
}
