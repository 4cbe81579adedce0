using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Where CloudFormation is found and how often a call is repeated. Follows AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_CLOUDFORMATION.</summary>
/// <param name="region">The region of the stacks, always given: profile and environment may name another.</param>
/// <param name="endpoint">Null for AWS itself.</param>
public sealed class CloudFormationConfig(string region, Uri? endpoint = null)
    : ServiceConfig(new ServiceDescription("CloudFormation", "cloudformation", "2010-05-15"), region, endpoint);
