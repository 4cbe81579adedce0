using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>
/// The CloudFormation API on the AWS SDK's own pipeline, which signs, repeats, corrects clock skew and follows profiles.
/// Every failure is a <see cref="CloudFormationException"/> or an error of the network.
/// </summary>
/// <param name="credentials">Null for what the SDK's default chain finds.</param>
public sealed class CloudFormationClient(AWSCredentials? credentials, CloudFormationConfig config)
    : QueryClient(credentials, config, CloudFormationException.Create)
{
    public async Task<TResult> SendAsync<TResult>(
        CloudFormationRequest<TResult> request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = new QueryParameters();
        request.Write(parameters);
        return request.Read(await SendAsync(request.Action, parameters, cancellationToken));
    }
}
