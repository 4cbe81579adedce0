using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>Words why an attempt failed.</summary>
static class TroubleReasons
{
    /// <param name="proxy">The proxy that the attempt went by; null without one.</param>
    public static (TroubleKind Kind, string Reason) Of(Exception exception, Uri? proxy)
    {
        var innermost = exception.GetBaseException();
        if (innermost is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
            return (TroubleKind.Handles, "too many open files");
        var reason = Word(exception, innermost);
        // The way to the proxy and the proxy's own refusal; what comes after it is the endpoint's.
        return proxy is not null
            && exception
                is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.ProxyTunnelError
                }
                ? (TroubleKind.Proxy, $"proxy {proxy.Scheme}://{proxy.Authority}: {reason}")
            : IsCertificate(innermost) ? (TroubleKind.Certificate, reason)
            : (TroubleKind.Unreachable, reason);
    }

    static string Word(Exception exception, Exception innermost) =>
        (exception, innermost) switch
        {
            (HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }, _) =>
                "the name does not resolve",
            (HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel, _) =>
                tunnel.StatusCode == HttpStatusCode.ProxyAuthenticationRequired
                    ? "it asks for a user and a password"
                    : tunnel.Message,
            (_, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => "connection refused",
            (_, SocketException { SocketErrorCode: SocketError.ConnectionReset }) => "connection reset",
            (_, SocketException socket) => socket.Message,
            (HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }, _) =>
                $"TLS, {innermost.Message}",
            (_, HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }) => "the answer is cut off",
            _ => innermost.Message,
        };

    static bool IsCertificate(Exception innermost) =>
        innermost is AuthenticationException
        && innermost.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);
}
