using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>
/// A request that asks, by <c>Expect: 100-continue</c>, whether its body is wanted. Where the answer comes before the body was
/// read, the client may or may not send it, so the connection ends with that answer (RFC 9110, 10.1.1); likewise where
/// the body is empty, since the server then never says "100 Continue". botocore and both AWS CLIs ask so on each PUT.
/// </summary>
sealed class ExpectedContinue
{
    bool _isRead;

    ExpectedContinue(HttpContext http)
    {
        if (!string.Equals(http.Request.Headers.Expect, "100-continue", StringComparison.OrdinalIgnoreCase))
            return;
        http.Response.OnStarting(() =>
        {
            if (!_isRead || http.Request.ContentLength == 0)
                http.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
    }

    public static ExpectedContinue Watch(HttpContext http) => new(http);

    /// <summary>The body as it was, which tells when it begins to be read.</summary>
    public BodyStream Note(BodyStream body) => new Noted(body, this);

    sealed class Noted(BodyStream body, ExpectedContinue expected) : BodyStream
    {
        public override IReadOnlyDictionary<string, string> Trailers => body.Trailers;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            expected._isRead = true;
            return body.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                body.Dispose();
            base.Dispose(disposing);
        }
    }
}
