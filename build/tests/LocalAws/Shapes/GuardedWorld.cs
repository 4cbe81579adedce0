using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.Shapes;

namespace Build.Tests.LocalAws.Shapes;

/// <summary>A local AWS to which requests made from shapes are sent.</summary>
public sealed class GuardedWorld : IAsyncLifetime
{
    readonly HttpClient _http = new();

    public LocalWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await LocalWorld.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await World.DisposeAsync();
    }

    /// <summary>The operations that the local AWS claims and that take something, as their models name them.</summary>
    public IEnumerable<(string Service, OperationShape Operation)> Operations() =>
        from claimed in World.Server.Operations
        let service = claimed.Split(':')[0]
        let acted = ActedMembers.Of(service)
        where acted is not null
        from name in service == "s3" ? acted.Keys : [claimed.Split(':')[1]]
        let operation = ServiceShapes.Of(service)!.Find(name)
        where operation?.Input is not null
        group (service, operation) by (service, name) into same
        select same.First();

    /// <summary>The status, code and message of a request with the JSON body, in the service's protocol.</summary>
    public async Task<(int Status, string Code, string Message)> SendAsync(
        string service,
        OperationShape operation,
        JsonObject body
    )
    {
        var shapes = ServiceShapes.Of(service)!;
        var key = SignedRequest.Key.Of(World.Server.AdministratorOf(LocalWorld.First));
        var form = ShapedRequest.Form(body, operation.Input!);
        var request = shapes.Protocol switch
        {
            "json" => SignedRequest.Json(
                World.Server.Endpoint,
                key,
                DateTimeOffset.UtcNow,
                service,
                $"{shapes.TargetPrefix}.{operation.Name}",
                body.ToJsonString()
            ),
            _ => SignedRequest.Form(
                World.Server.Endpoint,
                key,
                DateTimeOffset.UtcNow,
                service,
                $"Action={operation.Name}&Version={shapes.Version}&{form}"
            ),
        };
        return await SendAsync(request);
    }

    /// <summary>The status, code and message of a REST request that has what its operation needs, and the member.</summary>
    public Task<(int Status, string Code, string Message)> SendAsync(
        string service,
        OperationShape operation,
        ShapeMember member
    )
    {
        var needed = operation.Input!.Members.Where(known =>
            known == member
            || (known.Location is "querystring" or "header" && operation.Input.Required.Contains(known.Name))
        );
        var query = operation.Uri.Split('?').Skip(1).Select(literal => literal.Contains('=') ? literal : literal + "=");
        var headers = new Dictionary<string, string> { ["x-amz-content-sha256"] = SignedRequest.Hash([]) };
        foreach (var known in needed)
        {
            var sample = ShapedRequest.Sample(known.Shape);
            var value = (sample is JsonArray items ? items[0]! : sample).ToString();
            if (known.Location == "querystring")
                query = query.Append($"{known.WireName}={Uri.EscapeDataString(value)}");
            else
                headers[known.WireName.ToLowerInvariant()] = value;
        }
        return SendAsync(
            new SignedRequest(
                World.Server.Endpoint,
                SignedRequest.Key.Of(World.Server.AdministratorOf(LocalWorld.First)),
                DateTimeOffset.UtcNow
            )
            {
                Service = service,
                Method = operation.Method,
                Path = operation
                    .Uri.Split('?')[0]
                    .Replace("{Bucket}", "bucket")
                    .Replace("{Key+}", "key")
                    .Replace("{Id}", "Z1")
                    .Replace("{FunctionName}", "f"),
                Query = string.Join('&', query.Order(StringComparer.Ordinal)),
                Headers = headers,
            }
        );
    }

    async Task<(int Status, string Code, string Message)> SendAsync(SignedRequest request)
    {
        using var message = request.ToMessage();
        using var answer = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (text.StartsWith('{'))
        {
            var json = JsonNode.Parse(text)!;
            return ((int)answer.StatusCode, json["__type"]?.ToString() ?? "", json["message"]?.ToString() ?? "");
        }
        var xml = text.Length == 0 ? new("Empty") : XElement.Parse(text);
        return ((int)answer.StatusCode, Text(xml, "Code"), Text(xml, "Message"));
    }

    static string Text(XElement xml, string name) =>
        xml.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}
