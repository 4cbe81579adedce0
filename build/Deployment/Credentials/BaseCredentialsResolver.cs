using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;

namespace Deployment.Credentials;

/// <summary>Turns what was asked for into the SDK's credentials, and fails where they are missing.</summary>
static class BaseCredentialsResolver
{
    public static async Task<AWSCredentials> ResolveAsync(
        BaseCredentials asked,
        AwsEndpoint endpoint,
        string region,
        CancellationToken cancellationToken
    )
    {
        try
        {
#pragma warning disable CA2000 // The credentials live as long as the process.
            var credentials = asked switch
            {
                BaseCredentials.AccessKey key => Keys(key),
                BaseCredentials.Profile profile => Profile(profile),
                BaseCredentials.Environment => new EnvironmentVariablesAWSCredentials(),
                BaseCredentials.Container => Container(asked),
                BaseCredentials.WebIdentity => WebIdentity(asked),
                _ => await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(
                    endpoint.Configure(new AmazonSecurityTokenServiceConfig(), region)
                ),
            };
#pragma warning restore CA2000
            // The first use of a profile may run a process or ask an SSO portal: here, where its error can be named.
            await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return credentials;
        }
        catch (Exception e)
            when (e is AmazonClientException or AmazonServiceException or InvalidOperationException or ArgumentException
            )
        {
            throw new BuildException(CredentialFindings.NotResolved(asked, e), innerException: e);
        }
    }

    static AWSCredentials Keys(BaseCredentials.AccessKey key) =>
        key.Token is null
            ? new BasicAWSCredentials(key.Id, key.Secret)
            : new SessionAWSCredentials(key.Id, key.Secret, key.Token);

    static AWSCredentials Profile(BaseCredentials.Profile profile)
    {
        var chain = new CredentialProfileStoreChain(profile.File);
        if (!chain.TryGetProfile(profile.Name, out var found))
            throw new BuildException(CredentialFindings.NoProfile(profile, chain.ListProfiles().Select(p => p.Name)));
        return found.GetAWSCredentials(chain);
    }

    static GenericContainerCredentials Container(BaseCredentials asked) =>
        IsSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || IsSet("AWS_CONTAINER_CREDENTIALS_FULL_URI")
            ? new GenericContainerCredentials()
            : throw new BuildException(
                CredentialFindings.NotSet(
                    asked,
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI"
                )
            );

    static AssumeRoleWithWebIdentityCredentials WebIdentity(BaseCredentials asked) =>
        IsSet("AWS_WEB_IDENTITY_TOKEN_FILE") && IsSet("AWS_ROLE_ARN")
            ? AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables()
            : throw new BuildException(
                CredentialFindings.NotSet(asked, "AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN")
            );

    static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
