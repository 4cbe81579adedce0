using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Deployment.Credentials;

/// <summary>Turns what was asked for into the SDK's credentials, and fails where they are missing or half there.</summary>
static class BaseCredentialsResolver
{
    /// <summary>The metadata service answers within milliseconds where there is one.</summary>
    static readonly TimeSpan patienceWithTheInstance = TimeSpan.FromSeconds(5);

    public static async Task<AWSCredentials> ResolveAsync(
        BaseCredentials asked,
        string sessionName,
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
                BaseCredentials.Environment => EnvironmentVariables(asked),
                BaseCredentials.Container => Container(asked),
                BaseCredentials.WebIdentity => WebIdentity(asked, sessionName),
                BaseCredentials.Instance => await Task.Run(() => new InstanceProfileAWSCredentials(), cancellationToken)
                    .WaitAsync(patienceWithTheInstance, cancellationToken),
                _ => Default(),
            };
#pragma warning restore CA2000
            // The first use of a profile may run a process or ask an SSO portal: here, where its error can be named.
            await credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
            return credentials;
        }
        catch (Exception e)
            when (e
                    is AmazonClientException
                        or AmazonServiceException
                        or InvalidOperationException
                        or ArgumentException
                        or IOException
                        or TimeoutException
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
            throw new BuildException(CredentialFindings.NoProfile(profile, Names(chain)));
        return Whole(profile, found).GetAWSCredentials(chain);
    }

    static AWSCredentials Default()
    {
        var chain = new CredentialProfileStoreChain();
        return chain.TryGetProfile("default", out var found)
            ? Whole(new BaseCredentials.Default(), found).GetAWSCredentials(chain)
            : throw new BuildException(CredentialFindings.Absent(Names(chain)));
    }

    static IEnumerable<string> Names(CredentialProfileStoreChain chain) => chain.ListProfiles().Select(p => p.Name);

    /// <summary>A profile of which what is there belongs together.</summary>
    static CredentialProfile Whole(BaseCredentials asked, CredentialProfile profile)
    {
        var (id, secret) = (IsThere(profile.Options.AccessKey), IsThere(profile.Options.SecretKey));
        if (id != secret)
            throw new BuildException(
                CredentialFindings.Incomplete(
                    asked,
                    id ? "aws_access_key_id" : "aws_secret_access_key",
                    id ? "aws_secret_access_key" : "aws_access_key_id"
                )
            );
        return profile.CanCreateAWSCredentials
            ? profile
            : throw new BuildException(CredentialFindings.Incomplete(asked));
    }

    static EnvironmentVariablesAWSCredentials EnvironmentVariables(BaseCredentials asked)
    {
        const string Id = "AWS_ACCESS_KEY_ID";
        const string Secret = "AWS_SECRET_ACCESS_KEY";
        return (IsSet(Id), IsSet(Secret)) switch
        {
            (true, true) => new EnvironmentVariablesAWSCredentials(),
            (true, false) => throw new BuildException(CredentialFindings.Incomplete(asked, Id, Secret)),
            (false, true) => throw new BuildException(CredentialFindings.Incomplete(asked, Secret, Id)),
            _ => throw new BuildException(CredentialFindings.NotSet(asked, $"{Id} and {Secret}")),
        };
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

    static AssumeRoleWithWebIdentityCredentials WebIdentity(BaseCredentials asked, string sessionName)
    {
        const string Token = "AWS_WEB_IDENTITY_TOKEN_FILE";
        const string Role = "AWS_ROLE_ARN";
        return (IsSet(Token), IsSet(Role)) switch
        {
            (true, true) => new AssumeRoleWithWebIdentityCredentials(
                Environment.GetEnvironmentVariable(Token),
                Environment.GetEnvironmentVariable(Role),
                Environment.GetEnvironmentVariable("AWS_ROLE_SESSION_NAME") is { Length: > 0 } given
                    ? given
                    : sessionName
            ),
            (true, false) => throw new BuildException(CredentialFindings.Incomplete(asked, Token, Role)),
            _ => throw new BuildException(CredentialFindings.NotSet(asked, $"{Token} and {Role}")),
        };
    }

    static bool IsSet(string variable) => IsThere(Environment.GetEnvironmentVariable(variable));

    static bool IsThere(string? value) => !string.IsNullOrEmpty(value);
}
