using LocalAws.Protocol;

namespace LocalAws.Sqs;

/// <summary>SQS over JSON 1.0, and over the Query protocol for older clients: one set of operations behind both.</summary>
sealed class SqsService : IAwsService
{
    readonly IReadOnlyDictionary<string, JsonOperation> _operations;
    readonly JsonService _json;

    public SqsService(SqsOperations sqs)
    {
        var operations = new Dictionary<string, JsonOperation>(StringComparer.Ordinal);
        QueueActions.Add(operations, sqs);
        MessageActions.Add(operations, sqs.Messages);
        MoveTaskActions.Add(operations, sqs.MoveTasks);
        _operations = operations;
        _json = new("AmazonSQS", "1.0", operations);
    }

    public ErrorShape Errors { get; } = new SqsErrors();

    public IReadOnlyCollection<string> Operations => [.. _operations.Keys];

    public CallName NameOf(AwsRequest request) =>
        SqsErrors.IsJson(request.Http.Request)
            ? _json.NameOf(request)
            : new(QueryService.Parameters(request)["Action"] ?? "");

    public Task HandleAsync(AwsRequest request, CancellationToken cancellationToken) =>
        SqsErrors.IsJson(request.Http.Request)
            ? _json.HandleAsync(request, cancellationToken)
            : SqsQuery.HandleAsync(request, _operations, cancellationToken);
}
