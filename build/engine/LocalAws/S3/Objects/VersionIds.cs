using System.Security.Cryptography;

namespace LocalAws.S3.Objects;

/// <summary>
/// Ids of versions: 32 letters, of which the last eight follow from the others, so that S3 knows its own, those of versions that
/// are gone too (S3 User Guide, "Using versioning in S3 buckets").
/// </summary>
static class VersionIds
{
    const int Random = 18;
    const int Checked = 6;

    public static string Create()
    {
        Span<byte> id = stackalloc byte[Random + Checked];
        RandomNumberGenerator.Fill(id[..Random]);
        SHA256.HashData(id[..Random])[..Checked].CopyTo(id[Random..]);
        return Convert.ToBase64String(id).Replace('/', '_').Replace('+', '.');
    }

    /// <summary>Whether S3 has made such an id; the null version always is.</summary>
    public static bool Issued(string version)
    {
        if (version == StoredObject.NullVersion)
            return true;
        Span<byte> id = stackalloc byte[Random + Checked];
        return version.Length == 32
            && Convert.TryFromBase64String(version.Replace('_', '/').Replace('.', '+'), id, out var length)
            && length == id.Length
            && id[Random..].SequenceEqual(SHA256.HashData(id[..Random]).AsSpan(0, Checked));
    }
}
