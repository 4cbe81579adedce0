using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;
using LocalAws.Worlds;
using Microsoft.AspNetCore.Http;

namespace LocalAws.CloudFormation.Signals;

/// <summary>Takes the signals that are put to the URLs of wait condition handles; like S3, it asks nothing of what is put.</summary>
sealed class HandleService(World world, SignalBoard board) : IAwsService
{
    const int Limit = 64 * 1024;

    public ErrorShape Errors { get; } = new S3Errors();

    public IReadOnlyCollection<string> Operations { get; } = ["PutObject"];

    public bool StreamsBody => true;

    public async Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var key = request.Raw.Path.Split('/', 3)[^1];
        if (request.Raw.Method != HttpMethods.Put || SignalAddress.Of(Uri.UnescapeDataString(key)) is not { } address)
            throw new AwsException("AccessDenied", "Access Denied", 403);
        var signal = Read(await TextAsync(request, cancellationToken));
        // The handle of a deleted stack still has a URL, and nobody who would look at what comes there.
        var resources = world.Table(CloudFormationTables.Resources, address.Account, address.Region);
        if (resources.Find($"{address.StackUuid}/{address.LogicalId}") is { Exists: true })
            board.Put(address, signal.UniqueId, _ => signal);
        request.Http.Response.Headers["x-amz-request-id"] = request.RequestId;
    }

    static async Task<string> TextAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        await using var body = request.OpenBody();
        var text = await BufferedBody.ReadAsync(body, Limit, TooLarge, cancellationToken);
        return Encoding.UTF8.GetString(text.Span);

        static AwsException TooLarge() =>
            new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
    }

    Signal Read(string text)
    {
        try
        {
            if (
                JsonNode.Parse(text) is JsonObject map
                && map.Text("UniqueId") is { Length: > 0 } id
                && map.Text("Status") is Signal.Success or Signal.Failure
            )
                return new(id, map.Text("Status")!, world.Now, map.Text("Reason"), map.Text("Data"));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return Unparsable();
        }
        return Unparsable();
    }

    Signal Unparsable() => new(Guid.NewGuid().ToString(), "", world.Now);
}
