namespace LocalAws.Protocol;

/// <summary>The protocol face of a service: reads requests, calls the operations, writes answers.</summary>
public interface IAwsService
{
    /// <summary>How the service writes errors.</summary>
    ErrorShape Errors { get; }

    /// <summary>The operations that the service answers, as the API reference names them.</summary>
    IReadOnlyCollection<string> Operations { get; }

    /// <summary>Whether bodies are too large to be read ahead.</summary>
    bool StreamsBody => false;

    /// <summary>Whether a request without a signature of version 4 reaches it: what it may do is then for policies to say.</summary>
    bool TakesUnsigned => false;

    /// <summary>What the request asks for, as the service names it; by default the method and the path.</summary>
    CallName NameOf(AwsRequest request) => new(request.Raw.Method, request.Raw.Path);

    /// <summary>Answers one request; an <see cref="AwsException"/> becomes the error answer.</summary>
    Task HandleAsync(AwsRequest request, CancellationToken cancellationToken);
}
