using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>What IAM says of an account's roles, as far as bootstrapping asks.</summary>
sealed class IamRoles(Session session, AwsEndpoint endpoint)
    : QueryClient(session.Credentials, endpoint.Connect(new ServiceConfig(service, session.Region, endpoint.Url)))
{
    static readonly ServiceDescription service = new("IAM", "iam", "2010-05-08");

    /// <exception cref="AmazonServiceException">NoSuchEntity, or the caller may not ask.</exception>
    public Task GetAsync(string role, CancellationToken cancellationToken) =>
        SendAsync("GetRole", new QueryParameters().Add("RoleName", role), cancellationToken);

    /// <exception cref="AmazonServiceException">NoSuchEntity, or the caller may not ask.</exception>
    public Task GetPolicyAsync(string arn, CancellationToken cancellationToken) =>
        SendAsync("GetPolicy", new QueryParameters().Add("PolicyArn", arn), cancellationToken);

    /// <summary>The audiences of an OpenID Connect provider; null where there is none of that ARN.</summary>
    public async Task<IReadOnlyList<string>?> FindAudiencesAsync(string arn, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = new QueryParameters().Add("OpenIDConnectProviderArn", arn);
            var answer = await SendAsync("GetOpenIDConnectProvider", parameters, cancellationToken);
            return answer.List("ClientIDList", member => member.Value);
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NoSuchEntity")
        {
            return null;
        }
    }

    public async Task<bool> ExistsAsync(string role, CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(role, cancellationToken);
            return true;
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NoSuchEntity")
        {
            return false;
        }
    }

    public async Task<bool> HasInlinePolicyAsync(string role, string policy, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = new QueryParameters().Add("RoleName", role).Add("PolicyName", policy);
            await SendAsync("GetRolePolicy", parameters, cancellationToken);
            return true;
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "NoSuchEntity")
        {
            return false;
        }
    }
}
