using System.Text;
using LocalAws.Faults;
using LocalAws.Identities;
using LocalAws.Worlds;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>What happens to each request: signature, service, answer or error.</summary>
sealed class RequestPipeline(
    SignatureVerifier verifier,
    ServiceCatalog services,
    WireCalls calls,
    Store state,
    Action<string> log
)
{
    public async Task HandleAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        var expected = ExpectedContinue.Watch(http);
        AwsRequest? request = null;
        WireCall? call = null;
        var errors = ServiceCatalog.GuessErrors(http.Request);
        try
        {
            var raw = new RawRequest(http);
            // Browsers sign no preflight request; S3 asks for no signature of any.
            var isPreflight = http.Request.Method == HttpMethods.Options;
            var old = isPreflight ? null : SignatureVersion2.Of(raw);
            var authorization = old is null && !isPreflight ? Authorization.Of(raw) : null;
            errors = ServiceCatalog.GuessErrors(http.Request, authorization?.Scope.Service);
            var service = services.Of(authorization?.Scope.Service, http.Request);
            errors = service.Errors;
            state.DemandWritable();
            request =
                service.TakesUnsigned && authorization is null ? Unsealed(http, raw, old, expected, requestId)
                : service.StreamsBody ? Streamed(http, raw, authorization, expected, requestId)
                : old is null ? await BufferedAsync(http, raw, authorization, expected, requestId)
                : throw new SignatureException(SignatureFault.Incomplete, "Unsupported AWS 'algorithm': 'AWS'.");
            call = calls.Arrive(service, request);
            await calls.AnswerAsync(call, service, request, http.RequestAborted);
        }
        catch (SignatureException fault)
        {
            await FailAsync(http, errors, errors.Translate(fault), requestId);
        }
        catch (AccessDeniedException denied)
        {
            await FailAsync(http, errors, errors.Translate(denied), requestId);
        }
        catch (AwsException error)
        {
            await FailAsync(http, errors, error, requestId);
        }
        catch (BadHttpRequestException error)
        {
            await FailAsync(http, errors, new("MalformedRequest", error.Message, error.StatusCode), requestId);
        }
        catch (OperationCanceledException) when (calls.IsClosing)
        {
            http.Abort();
        }
        catch (IOException error)
            when (error is StateNotWritableException || StateNotWritableException.IsOfTheDisk(error))
        {
            await FailAsync(http, errors, StateNotWritableException.Answer(error), requestId);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            log($"A defect of the local AWS in {http.Request.Method} {http.Request.Path}: {error}");
            await FailAsync(http, errors, errors.Internal(), requestId);
        }
        finally
        {
            calls.End(call, request);
        }
    }

    async Task<AwsRequest> BufferedAsync(
        HttpContext http,
        RawRequest raw,
        Authorization? authorization,
        ExpectedContinue expected,
        string requestId
    )
    {
        if (http.Request.ContentLength > BufferedBody.Limit)
            throw TooLarge();
        await using var plain = new PlainBody(http.Request.Body, signedHash: null);
        await using var arriving = expected.Note(plain);
        var body = await BufferedBody.ReadAsync(arriving, BufferedBody.Limit, TooLarge, http.RequestAborted);
        var caller = Caller.Anonymous;
        if (authorization is not null)
            caller = verifier
                .Verify(raw, authorization, SigningKey.Hash(body.Span))
                .Caller.Of(authorization.Scope.Region);
        else if (QueryPairs.Parse(Encoding.UTF8.GetString(body.Span))["Action"] != "AssumeRoleWithWebIdentity")
            throw new SignatureException(SignatureFault.Missing);
        return new()
        {
            Caller = caller,
            Service = authorization?.Scope.Service ?? "sts",
            Region = authorization?.Scope.Region ?? "us-east-1",
            RequestId = requestId,
            Http = http,
            Raw = raw,
            Body = body,
            OpenBody = () => new PlainBody(new MemoryStream(body.ToArray(), writable: false), signedHash: null),
        };
    }

    static AwsException TooLarge() => new("RequestEntityTooLarge", "The request is too large.", 413);

    AwsRequest Streamed(
        HttpContext http,
        RawRequest raw,
        Authorization? authorization,
        ExpectedContinue expected,
        string requestId
    )
    {
        if (authorization is null)
            throw new SignatureException(SignatureFault.Missing);
        var payload = authorization.Presigned ? PayloadHash.Unsigned : PayloadHash.Of(raw);
        var verified = verifier.Verify(raw, authorization, payload);
        return new()
        {
            Caller = verified.Caller.Of(authorization.Scope.Region),
            Service = authorization.Scope.Service,
            Region = authorization.Scope.Region,
            RequestId = requestId,
            Http = http,
            Raw = raw,
            OpenBody = () => expected.Note(PayloadHash.Open(http.Request, payload, verified)),
        };
    }

    /// <summary>A request to S3 without a signature, or with one of version 2: neither says anything of the body and the region.</summary>
    AwsRequest Unsealed(
        HttpContext http,
        RawRequest raw,
        SignatureVersion2? signature,
        ExpectedContinue expected,
        string requestId
    ) =>
        new()
        {
            Caller = signature is null ? Caller.Anonymous : verifier.Verify(raw, signature),
            Service = "s3",
            Region = "",
            RequestId = requestId,
            Http = http,
            Raw = raw,
            VerifyForm = signature is null ? verifier.Verify : null,
            OpenBody = () => expected.Note(new PlainBody(http.Request.Body, signedHash: null)),
        };

    static async Task FailAsync(HttpContext http, ErrorShape errors, AwsException error, string requestId)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        await errors.WriteAsync(http, error, requestId);
    }
}
