using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>A service that speaks AWS's Query protocol.</summary>
public abstract class QueryClient : ServiceClient
{
    readonly QueryMarshaller marshaller;
    readonly QueryUnmarshaller unmarshaller;

    /// <param name="credentials">Null for what the SDK's default chain finds.</param>
    /// <param name="errors">Makes the exception of an error answer; null for the SDK's plain one.</param>
    protected QueryClient(
        AWSCredentials? credentials,
        ServiceConfig config,
        Func<ServiceError, AmazonServiceException>? errors = null
    )
        : base(credentials, config)
    {
        marshaller = new(config.Service);
        unmarshaller = new(errors ?? (error => error.ToException()));
    }

    /// <summary>The element named after the action plus "Result", or an empty one where AWS sends none.</summary>
    protected async Task<XElement> SendAsync(
        string action,
        QueryParameters parameters,
        CancellationToken cancellationToken
    )
    {
        var options = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
        var answer = await InvokeAsync<QueryAnswer>(new QueryCall(action, parameters), options, cancellationToken);
        return answer.Result;
    }
}
