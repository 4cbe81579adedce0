using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client.Transport;

sealed class CloudFormationMetadata : IServiceMetadata
{
    public string ServiceId => CloudFormationConfig.ServiceName;
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
