using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Reads an answer or an error of the JSON protocol.</summary>
sealed class JsonUnmarshaller : JsonResponseUnmarshaller
{
    public static readonly JsonUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
        new JsonAnswer { Body = Load(context.Stream) };

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var body = Load(context.Stream);
        // The type may come with a namespace before it and an address behind it.
        var type = context.ResponseData.GetHeaderValue("x-amzn-ErrorType") is { Length: > 0 } header
            ? header
            : body["__type"]?.ToString() ?? statusCode.ToString();
        var code = type.Split(':')[0].Split('#')[^1];
        var message = (body["message"] ?? body["Message"])?.ToString() ?? $"HTTP status {(int)statusCode}";
        return new ServiceError(code, message, null, statusCode, innerException).ToException();
    }

    static JsonObject Load(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
