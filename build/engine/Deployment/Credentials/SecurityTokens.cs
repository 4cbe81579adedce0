using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Cake.AWS.CloudFormation.Client.Connections;

namespace Deployment.Credentials;

/// <summary>STS as seen with one set of credentials. Throttles and faults are repeated; a refusal is a finding.</summary>
sealed class SecurityTokens : IDisposable
{
    readonly TokenServiceClient client;
    readonly CredentialFindings findings;
    readonly AwsEndpoint endpoint;
    readonly Retry retry;
    readonly TimeProvider time;

    public SecurityTokens(
        AWSCredentials credentials,
        AwsEndpoint endpoint,
        string region,
        CredentialFindings findings,
        TimeProvider time
    )
    {
        var config = endpoint.Configure(new AmazonSecurityTokenServiceConfig { MaxErrorRetry = 0 }, region);
        client = new TokenServiceClient(credentials, config);
        retry = new Retry(time);
        this.endpoint = endpoint;
        this.findings = findings;
        this.time = time;
    }

    public async Task<CallerIdentity> GetCallerIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await retry.RunAsync(
                cancel => client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancel),
                cancellationToken
            );
            return new CallerIdentity(answer.Account, answer.Arn);
        }
        catch (AmazonServiceException e)
        {
            throw new BuildException(findings.NotAccepted(e), innerException: e);
        }
        catch (EndpointUnreachableException e)
        {
            throw new BuildException(EndpointFindings.Of(e.Trouble), innerException: e);
        }
    }

    public async Task<RoleSession> AssumeRoleAsync(RoleRequest request, CancellationToken cancellationToken)
    {
        var issued = time.GetUtcNow();
        try
        {
            var answer = await retry.RunAsync(
                cancel => client.AssumeRoleAsync(request.ToSdk(), cancel),
                cancellationToken
            );
            return new RoleSession(
                new ImmutableCredentials(
                    answer.Credentials.AccessKeyId,
                    answer.Credentials.SecretAccessKey,
                    answer.Credentials.SessionToken
                ),
                issued,
                new DateTimeOffset(answer.Credentials.Expiration!.Value.ToUniversalTime()),
                CallerIdentity.FromArn(answer.AssumedRoleUser.Arn)
            );
        }
        catch (AmazonServiceException e) when (CredentialFindings.IsExpired(e) || ClockFindings.IsRefusal(e))
        {
            throw new BuildException(findings.NotAccepted(e), innerException: e);
        }
        catch (EndpointUnreachableException e)
        {
            throw new BuildException(EndpointFindings.Of(e.Trouble), innerException: e);
        }
        catch (AmazonServiceException e)
        {
            var caller = await GetCallerIdentityAsync(cancellationToken);
            throw new BuildException(CredentialFindings.NotAssumed(request, caller, e, endpoint), innerException: e);
        }
    }

    public void Dispose() => client.Dispose();
}
