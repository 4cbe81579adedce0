using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Cake.AWS.CloudFormation.Client.Transport;

sealed class JsonCall(string operation, JsonObject input) : AmazonWebServiceRequest
{
    public string Operation { get; } = operation;
    public JsonObject Input { get; } = input;
}

sealed class JsonAnswer : AmazonWebServiceResponse
{
    public JsonObject Body { get; init; } = [];
}

/// <summary>Writes a call as a JSON document.</summary>
sealed class JsonMarshaller(ServiceDescription service, string target) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (JsonCall)input;
        var request = new DefaultRequest(call, service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.UTF8.GetBytes(call.Input.ToJsonString()),
        };
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["X-Amz-Target"] = $"{target}.{call.Operation}";
        return request;
    }
}
