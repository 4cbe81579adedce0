namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>What the SDK's pipeline has to know of an AWS service that it has no package for.</summary>
/// <param name="Id">The service id of its API model, like CloudFormation or IAM.</param>
/// <param name="Name">What requests are signed for, and the service's name in endpoints.json: cloudformation, iam.</param>
/// <param name="Version">The version of its API, like 2010-05-15.</param>
public sealed record ServiceDescription(string Id, string Name, string Version);
