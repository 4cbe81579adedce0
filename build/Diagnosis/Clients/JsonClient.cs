using System.Text.Json.Nodes;
using Amazon.Runtime.Internal;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Diagnosis.Clients;

/// <summary>A service that speaks AWS's JSON 1.1 protocol.</summary>
/// <param name="target">What the operation's name is prefixed with in X-Amz-Target.</param>
sealed class JsonClient(ServiceDescription service, string target, Session session, AwsEndpoint endpoint)
    : ServiceClient(session.Credentials, new ServiceConfig(service, session.Region, endpoint.Url))
{
    readonly JsonMarshaller marshaller = new(service, target);

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
