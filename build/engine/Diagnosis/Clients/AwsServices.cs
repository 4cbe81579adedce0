using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Diagnosis.Clients;

/// <summary>Clients of the services that the SDK's feed has no packages for; the caller disposes them.</summary>
static class AwsServices
{
    static readonly ServiceDescription keys = new("KMS", "kms", "2014-11-01");
    static readonly ServiceDescription secrets = new("Secrets Manager", "secretsmanager", "2017-10-17");
    static readonly ServiceDescription repositories = new("ECR", "ecr", "2015-09-21");

    public static JsonClient Keys(Session session, AwsEndpoint endpoint) =>
        Client(keys, "TrentService", session, endpoint);

    public static JsonClient Secrets(Session session, AwsEndpoint endpoint) =>
        Client(secrets, "secretsmanager", session, endpoint);

    public static JsonClient Repositories(Session session, AwsEndpoint endpoint) =>
        Client(repositories, "AmazonEC2ContainerRegistry_V20150921", session, endpoint);

    static JsonClient Client(ServiceDescription service, string target, Session session, AwsEndpoint endpoint) =>
        new(session.Credentials, endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)), target);
}
