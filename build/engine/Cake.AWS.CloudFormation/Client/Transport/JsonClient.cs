using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>A service that speaks AWS's JSON 1.1 protocol.</summary>
/// <param name="credentials">Null for what the SDK's default chain finds.</param>
/// <param name="target">What the operation's name is prefixed with in X-Amz-Target.</param>
public sealed class JsonClient(AWSCredentials? credentials, ServiceConfig config, string target)
    : ServiceClient(credentials, config)
{
    readonly JsonMarshaller marshaller = new(config.Service, target);

    /// <exception cref="Amazon.Runtime.AmazonServiceException">AWS refused.</exception>
    public async Task<JsonObject> SendAsync(string operation, JsonObject input, CancellationToken cancellationToken)
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = marshaller,
            ResponseUnmarshaller = JsonUnmarshaller.Instance,
        };
        var answer = await InvokeAsync<JsonAnswer>(new JsonCall(operation, input), options, cancellationToken);
        return answer.Body;
    }
}
