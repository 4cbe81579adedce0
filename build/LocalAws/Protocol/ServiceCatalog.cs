using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>The services by signing name, each made when first called.</summary>
sealed class ServiceCatalog(IEnumerable<KeyValuePair<string, Func<IAwsService>>> services)
{
    static readonly ErrorShape _query = new QueryErrors("https://sts.amazonaws.com/doc/2011-06-15/");
    static readonly ErrorShape _json = new JsonErrors("application/x-amz-json-1.1");
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
        if (signingName is null && (request.Method != "POST" || !IsForm(request)))
            throw new SignatureException(SignatureFault.Missing);
        return _services.TryGetValue(signingName ?? "sts", out var service)
            ? service.Value
            : throw new AwsException(
                "UnknownOperationException",
                $"The local AWS has no service that signs as '{signingName}'.",
                404
            );
    }

    /// <summary>The error shape that the client of a request without a known service most likely reads.</summary>
    public static ErrorShape GuessErrors(HttpRequest request) =>
        request.Headers.ContainsKey("X-Amz-Target") ? _json : _query;

    static bool IsForm(HttpRequest request) =>
        request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        == true;
}
