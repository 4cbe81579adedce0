using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>
/// The CloudFormation API on the AWS SDK's own pipeline, which signs, repeats, corrects clock skew and follows profiles.
/// Every failure is a <see cref="CloudFormationException"/> or an error of the network.
/// </summary>
/// <param name="credentials">Null for what the SDK's default chain finds.</param>
public sealed class CloudFormationClient(AWSCredentials? credentials, CloudFormationConfig config)
    : AmazonServiceClient(credentials, config)
{
    static readonly CloudFormationMetadata metadata = new();

    protected override IServiceMetadata ServiceMetadata => metadata;

    public async Task<TResult> SendAsync<TResult>(
        CloudFormationRequest<TResult> request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = new QueryParameters();
        request.Write(parameters);
        var options = new InvokeOptions
        {
            RequestMarshaller = QueryMarshaller.Instance,
            ResponseUnmarshaller = QueryUnmarshaller.Instance,
        };
        var call = new QueryCall(request.Action, parameters);
        var answer = await InvokeAsync<QueryAnswer>(call, options, cancellationToken);
        return request.Read(answer.Result);
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.AddHandlerAfter<EndpointResolver>(new SigV4AuthResolver());
    }
}
