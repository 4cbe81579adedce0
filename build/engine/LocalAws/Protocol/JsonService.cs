using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Shapes;

namespace LocalAws.Protocol;

/// <summary>Does one operation of a JSON API; returns the answer's body, or null for an empty one.</summary>
public delegate Task<JsonObject?> JsonOperation(
    AwsRequest request,
    JsonElement body,
    CancellationToken cancellationToken
);

/// <summary>The JSON protocol, 1.0 or 1.1: the X-Amz-Target header names the operation after a prefix such as AmazonSSM.</summary>
public sealed class JsonService(
    string targetPrefix,
    string version,
    IReadOnlyDictionary<string, JsonOperation> operations,
    IReadOnlySet<string>? capitalized = null
) : IAwsService
{
    readonly string _contentType = "application/x-amz-json-" + version;

    /// <inheritdoc />
    public ErrorShape Errors { get; } = new JsonErrors("application/x-amz-json-" + version, capitalized);

    /// <inheritdoc />
    public IReadOnlyCollection<string> Operations { get; } = [.. operations.Keys];

    /// <summary>An operation that has nothing to wait for.</summary>
    public static JsonOperation Do(Func<AwsRequest, JsonElement, JsonObject?> operation) =>
        (request, body, _) => Task.FromResult(operation(request, body));

    /// <summary>A time as these protocols tell it: seconds, with milliseconds behind the point.</summary>
    public static double Seconds(DateTimeOffset time) => Math.Round(time.ToUnixTimeMilliseconds() / 1000.0, 3);

    /// <summary>Texts as a JSON array.</summary>
    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>Objects as a JSON array.</summary>
    public static JsonArray Array(IEnumerable<JsonObject> objects) => new([.. objects]);

    /// <inheritdoc />
    public CallName NameOf(AwsRequest request)
    {
        using var document = Parse(request.Body);
        var about = document.RootElement.TryGetProperty("Name", out var name) ? name.ToString() : "";
        return new(request.Raw.Headers["X-Amz-Target"].ToString().Split('.')[^1], about);
    }

    /// <inheritdoc />
    public async Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var target = request.Raw.Headers["X-Amz-Target"].ToString();
        if (
            !target.StartsWith(targetPrefix + ".", StringComparison.Ordinal)
            || !operations.TryGetValue(target[(targetPrefix.Length + 1)..], out var operation)
        )
        {
            throw new AwsException("UnknownOperationException", $"The operation {target} does not exist.");
        }
        using var document = Parse(request.Body);
        request = RequestGuard.Checked(
            request,
            target[(targetPrefix.Length + 1)..],
            shape => JsonRequestValues.Read(document.RootElement, shape)
        );
        var answer = await operation(request, document.RootElement, cancellationToken);
        await JsonAnswer.WriteAsync(request.Http, 200, _contentType, answer ?? []);
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            CheckTexts(body.Span);
            var document = JsonDocument.Parse(body.IsEmpty ? "{}"u8.ToArray() : body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            throw new JsonException("The body is not an object.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new AwsException("SerializationException", "The request body is not a JSON object.");
        }
    }

    /// <summary>Reads every text once: one that is not Unicode would be found only where it is used.</summary>
    static void CheckTexts(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
    }
}
