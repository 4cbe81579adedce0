using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>The services by signing name, each made when first called.</summary>
sealed partial class ServiceCatalog(IEnumerable<KeyValuePair<string, Func<IAwsService>>> services)
{
    static readonly ErrorShape _query = new QueryErrors("https://sts.amazonaws.com/doc/2011-06-15/");
    static readonly ErrorShape _s3 = new S3Errors();
    static readonly ErrorShape _json = new JsonErrors("application/x-amz-json-1.1");
    static readonly ErrorShape _restJson = new JsonErrors("application/json");
    readonly FrozenDictionary<string, Lazy<IAwsService>> _services = services.ToFrozenDictionary(
        service => service.Key,
        service => new Lazy<IAwsService>(service.Value),
        StringComparer.Ordinal
    );

    /// <summary>Every operation of every service, such as kms:Decrypt.</summary>
    public IReadOnlyList<string> Operations =>
        [
            .. _services
                .SelectMany(service => service.Value.Value.Operations.Select(name => $"{service.Key}:{name}"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The service that a request is signed for; unsigned ones can only be for STS, which takes AssumeRoleWithWebIdentity so.</summary>
    public IAwsService Of(string? signingName, HttpRequest request)
    {
        if (signingName is null && IsOfS3(request) && _services.TryGetValue("s3", out var s3))
            return s3.Value;
        if (signingName is null && (request.Method != "POST" || !IsForm(request)))
            throw new SignatureException(SignatureFault.Missing);
        return _services.TryGetValue(signingName ?? "sts", out var service)
            ? service.Value
            : throw new AwsException(
                "UnknownOperationException",
                $"The local AWS has no service that signs as '{signingName}' ({NameOf(request)}).",
                404
            );
    }

    /// <summary>The error shape that the client of a request without a known service most likely reads.</summary>
    public static ErrorShape GuessErrors(HttpRequest request, string? signingName = null) =>
        request.Headers.ContainsKey("X-Amz-Target") ? _json
        : signingName is null or "s3" ? (IsOfS3(request) ? _s3 : _query)
        : signingName is "route53" or "cloudfront" || IsForm(request) || request.Query.ContainsKey("Action") ? _query
        : _restJson;

    /// <summary>What a request asks for, as far as its protocol says it.</summary>
    static string NameOf(HttpRequest request) =>
        request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target ? target.Split('.')[^1]
        : request.Query["Action"].ToString() is { Length: > 0 } action ? action
        : $"{request.Method} {request.Path}";

    /// <summary>Whether a request without a signature can only be for S3: all other services have forms, actions, targets or dated paths.</summary>
    static bool IsOfS3(HttpRequest request) =>
        !request.Headers.ContainsKey("X-Amz-Target")
        && !request.Query.ContainsKey("Action")
        && !(request.Method == "POST" && IsForm(request))
        && !DatedPath().IsMatch(request.Path.Value ?? "");

    static bool IsForm(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        == true;

    [GeneratedRegex("^/[0-9]{4}-[0-9]{2}-[0-9]{2}/", RegexOptions.CultureInvariant)]
    private static partial Regex DatedPath();
}
