using System.Globalization;
using System.Security.Cryptography;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.CloudFormation.Signals;

/// <summary>
/// The URLs of wait condition handles: presigned for a PUT into a bucket of CloudFormation's own, as on AWS, with a key that
/// nobody else has.
/// </summary>
sealed class HandleUrls(World world)
{
    /// <summary>What their paths begin with; on AWS no other bucket has such a name either.</summary>
    public const string Path = "/cloudformation-waitcondition-";
    const string ServiceAccount = "000000000000";
    const int SecondsOfValidity = 86399;

    readonly string _secret = Convert.ToBase64String(
        world
            .Table(IdentityTables.SealKeys, "", "")
            .Update("wait-conditions", found => found ?? new SealKey(RandomNumberGenerator.GetBytes(30)))!
            .Key
    );

    /// <summary>The URL of the handle of that stack and logical id.</summary>
    public string Create(string stackId, string logicalId)
    {
        var region = stackId.Split(':')[3];
        var date = world.Now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var key = AccessKeyIds.Create(AccessKeyIds.User, ServiceAccount);
        var credential = Uri.EscapeDataString($"{key}/{date[..8]}/{region}/s3/aws4_request");
        var target =
            $"{Path}{region}/{Uri.EscapeDataString($"{stackId}/{logicalId}")}?X-Amz-Algorithm={Authorization.Algorithm}&X-Amz-Date={date}&X-Amz-SignedHeaders=host&X-Amz-Expires={SecondsOfValidity}&X-Amz-Credential={credential}&X-Amz-Signature=";
        return $"{world.Endpoint.GetLeftPart(UriPartial.Authority)}{target}{Sign(target)}";
    }

    /// <summary>What a handle's URL stands for, or null where it is none.</summary>
    public static SignalAddress? AddressOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.AbsolutePath.StartsWith(Path, StringComparison.Ordinal)
        && parsed.AbsolutePath.Split('/', 3) is [_, _, var key]
            ? SignalAddress.Of(Uri.UnescapeDataString(key))
            : null;

    /// <summary>Whose the signature of such a URL is: whoever has been given it is nobody in particular.</summary>
    public (Caller Caller, string Secret) Authenticate(string accessKeyId, string? token) =>
        token is null && AccessKeyIds.AccountOf(accessKeyId) == ServiceAccount
            ? (Caller.Anonymous, _secret)
            : throw new SignatureException(SignatureFault.UnknownKey);

    string Sign(string target)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Put;
        http.Request.Host = new(world.Endpoint.Authority);
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        var request = new RawRequest(http);
        var authorization = Authorization.Of(request)!;
        return new SigningKey(_secret, authorization).SignRequest(
            CanonicalRequest.Of(request, authorization, PayloadHash.Unsigned)
        );
    }
}
