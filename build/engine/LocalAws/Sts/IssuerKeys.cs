using System.Text.Json;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>The keys of identity providers: fixed ones from the options, or fetched from an issuer on this machine. Nothing else is ever asked.</summary>
sealed class IssuerKeys(IReadOnlyDictionary<string, string> given) : IDisposable
{
    static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    readonly HttpClient _http = new() { Timeout = _patience };

    /// <summary>The JSON web key set of an issuer, or IDPCommunicationError.</summary>
    public async Task<JsonDocument> OfAsync(string issuer, CancellationToken cancellationToken)
    {
        if (given.TryGetValue(issuer, out var keys))
            return JsonDocument.Parse(keys);
        var url = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        if (!url.IsLoopback)
            throw Unreachable();
        try
        {
            using var configuration = JsonDocument.Parse(await _http.GetStringAsync(url, cancellationToken));
            var keySet = new Uri(configuration.RootElement.Text("jwks_uri") ?? throw Unreachable());
            if (!keySet.IsLoopback)
                throw Unreachable();
            return JsonDocument.Parse(await _http.GetStringAsync(keySet, cancellationToken));
        }
        catch (Exception error)
            when (error is HttpRequestException or JsonException or UriFormatException or TaskCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw Unreachable();
        }
    }

    public void Dispose() => _http.Dispose();

    static AwsException Unreachable() =>
        new(
            "InvalidIdentityToken",
            "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"
        );
}
