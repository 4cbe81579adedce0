using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Cake.AWS.CloudFormation.Client.Connections;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>A client on the AWS SDK's own pipeline, which signs, repeats, corrects clock skew and follows profiles.</summary>
/// <param name="credentials">Null for what the SDK's default chain finds.</param>
public abstract class ServiceClient(AWSCredentials? credentials, ServiceConfig config)
    : AmazonServiceClient(credentials, config)
{
    readonly Metadata metadata = new(config.Service.Id);

    protected override IServiceMetadata ServiceMetadata => metadata;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.AddHandlerAfter<EndpointResolver>(new SigV4AuthResolver());
        if (Config.MaxErrorRetry == 0)
            SkewCorrection.Into(pipeline);
    }

    sealed class Metadata(string serviceId) : IServiceMetadata
    {
        public string ServiceId => serviceId;
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
