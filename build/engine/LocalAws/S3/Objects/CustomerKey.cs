using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3.Objects;

/// <summary>
/// The key that a client brings to have an object encrypted or decrypted with (S3 User Guide, "Using server-side encryption with
/// customer-provided keys (SSE-C)"). Only its MD5 is kept.
/// </summary>
/// <param name="Md5">The MD5 of the key, in base64.</param>
public sealed partial record CustomerKey(string Md5)
{
    internal const string Prefix = "x-amz-server-side-encryption-customer-";
    internal const string SourcePrefix = "x-amz-copy-source-server-side-encryption-customer-";
    internal const string Algorithm = "AES256";
    const int Size = 32;
    const string Encryption = "x-amz-server-side-encryption";

    /// <summary>The key of a request, or null where it has none.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="prefix">What the three headers begin with.</param>
    internal static CustomerKey? Of(IHeaderDictionary headers, string prefix = Prefix)
    {
        string? Header(string name) => headers[prefix + name].ToString() is { Length: > 0 } value ? value : null;
        var (algorithm, key, md5) = (Header("algorithm"), Header("key"), Header("key-MD5"));
        if (algorithm is null && key is null && md5 is null)
            return null;
        if (algorithm is null)
            throw Invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm."
            );
        if (algorithm != Algorithm)
            throw new AwsException(
                "InvalidEncryptionAlgorithmError",
                "The Encryption request you specified is not valid. Supported value: AES256."
            )
            {
                Details = new Dictionary<string, string>
                {
                    ["ArgumentName"] = Encryption,
                    ["ArgumentValue"] = algorithm,
                },
            };
        if (key is null)
            throw Invalid(
                "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key."
            );
        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length != Size)
            throw Invalid("The secret key was invalid for the specified algorithm.");
        if (md5 is not null && md5 != Md5Of(bytes.AsSpan(0, length)))
            throw Invalid("The calculated MD5 hash of the key did not match the hash that was provided.");
        return new(md5 ?? "");
    }

    /// <summary>The key to store an object with, which nothing else may encrypt then.</summary>
    internal static CustomerKey? ToStore(IHeaderDictionary headers)
    {
        if (
            headers.Keys.Any(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            && headers[Encryption].ToString() is { Length: > 0 } other
        )
            throw S3Failures.InvalidArgument(
                "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
                Encryption,
                other
            );
        if (Of(headers) is not { } key)
            return null;
        return key.Md5.Length > 0 ? key : throw Invalid("The secret key was invalid for the specified algorithm.");
    }

    /// <summary>Throws unless the request brings the key that the object was stored with, and none where that was none.</summary>
    internal static void CheckRead(StoredObject found, IHeaderDictionary headers, string prefix = Prefix)
    {
        var given = Of(headers, prefix);
        if (found.CustomerKeyMd5 is null && given is not null)
            throw S3Failures.InvalidRequest("The encryption parameters are not applicable to this object.");
        if (found.CustomerKeyMd5 is not null && given is null)
            throw S3Failures.InvalidRequest(
                "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object."
            );
        if (found.CustomerKeyMd5 != given?.Md5)
            throw new AwsException(
                "AccessDenied",
                "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
                403
            );
    }

    /// <summary>Throws unless a part brings the key that its upload began with.</summary>
    internal static void CheckPart(StoredObject template, CustomerKey? given)
    {
        if ((template.CustomerKeyMd5 is null) != (given is null))
            throw S3Failures.InvalidRequest(
                "The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters."
            );
        if (template.CustomerKeyMd5 != given?.Md5)
            throw S3Failures.InvalidRequest(
                "The provided encryption parameters did not match the ones used originally."
            );
    }

    /// <summary>
    /// Throws where the bucket blocks such keys, as every bucket does until its encryption says otherwise (S3 User Guide,
    /// "Blocking or unblocking SSE-C for a general purpose bucket").
    /// </summary>
    internal static void CheckBucket(Bucket bucket)
    {
        if (!bucket.Configurations.TryGetValue("encryption", out var xml) || !Unblocked().IsMatch(xml))
            throw S3Failures.AccessDenied();
    }

    /// <summary>An entity tag that is no MD5 of the body, as those of encrypted objects are not: 32 hexadecimal digits.</summary>
    internal static string NewTag() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security",
        "CA5351",
        Justification = "S3 verifies keys by their MD5."
    )]
    static string Md5Of(ReadOnlySpan<byte> key) => Convert.ToBase64String(MD5.HashData(key));

    static AwsException Invalid(string message) =>
        new("InvalidArgument", message) { Details = new Dictionary<string, string> { ["ArgumentName"] = Encryption } };

    [GeneratedRegex("<EncryptionType>NONE</EncryptionType>")]
    private static partial Regex Unblocked();
}
