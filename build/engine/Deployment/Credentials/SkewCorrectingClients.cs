using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Cake.AWS.CloudFormation.Client.Connections;

namespace Deployment.Credentials;

/// <summary>STS, whose calls <see cref="Retry"/> repeats.</summary>
sealed class TokenServiceClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config)
    : AmazonSecurityTokenServiceClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        SkewCorrection.Into(pipeline);
    }
}

/// <summary>Systems Manager, whose calls <see cref="Retry"/> repeats.</summary>
sealed class ParameterStoreClient(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig config)
    : AmazonSimpleSystemsManagementClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        SkewCorrection.Into(pipeline);
    }
}
