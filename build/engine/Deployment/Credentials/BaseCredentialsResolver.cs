using System.Globalization;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Credentials.Profiles;

namespace Deployment.Credentials;

/// <summary>Turns what was asked for into the SDK's credentials, and fails where they are missing or half there.</summary>
/// <param name="askForToken">Asks the user for a code of the MFA device of that ARN; null where there is nobody to ask.</param>
sealed class BaseCredentialsResolver(
    AwsEndpoint endpoint,
    string region,
    TimeProvider time,
    Func<string, CancellationToken, Task<string>>? askForToken
)
{
    /// <summary>The metadata service answers within milliseconds where there is one.</summary>
    static readonly TimeSpan patienceWithTheInstance = TimeSpan.FromSeconds(5);

    /// <summary>For whatever the SDK asks by itself: a container, an SSO portal.</summary>
    static readonly TimeSpan patience = TimeSpan.FromSeconds(90);

    public async Task<AWSCredentials> ResolveAsync(
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
                BaseCredentials.Profile profile => await ProfileAsync(profile, sessionName, cancellationToken),
                BaseCredentials.Environment => EnvironmentVariables(asked),
                BaseCredentials.Container => Container(asked),
                BaseCredentials.WebIdentity => WebIdentity(asked, sessionName),
                BaseCredentials.Instance => await InstanceAsync(cancellationToken),
                _ => await DefaultAsync(sessionName, cancellationToken),
            };
#pragma warning restore CA2000
            // The first use of a profile may run a process or ask an SSO portal: here, where its error can be named.
            await credentials.GetCredentialsAsync().WaitAsync(patience, cancellationToken);
            return credentials;
        }
        catch (Exception e)
            when (e
                    is AmazonClientException
                        or AmazonServiceException
                        or InvalidOperationException
                        or ArgumentException
                        or InvalidDataException
                        or UnauthorizedAccessException
                        or IOException
                        or HttpRequestException
                        or TimeoutException
                        or EndpointUnreachableException
            )
        {
            throw new BuildException(CredentialFindings.NotResolved(asked, e), innerException: e);
        }
    }

    async Task<AWSCredentials> ProfileAsync(
        BaseCredentials.Profile asked,
        string sessionName,
        CancellationToken cancellationToken
    )
    {
        var store = ProfileStore.Read(asked.File);
        var profile =
            store.Find(asked.Name) ?? throw new BuildException(CredentialFindings.NoProfile(asked, store.Names));
        return await FollowAsync(store, asked, profile, sessionName, cancellationToken);
    }

    async Task<AWSCredentials> DefaultAsync(string sessionName, CancellationToken cancellationToken)
    {
        var store = ProfileStore.Read(credentialsFile: null);
        var profile = store.Find("default") ?? throw new BuildException(CredentialFindings.Absent(store.Names));
        return await FollowAsync(store, new BaseCredentials.Default(), profile, sessionName, cancellationToken);
    }

    Task<AWSCredentials> FollowAsync(
        ProfileStore store,
        BaseCredentials asked,
        Profile profile,
        string sessionName,
        CancellationToken cancellationToken
    )
    {
        var following = new ProfileCredentials(
            store,
            asked,
            sessionName,
            endpoint,
            region,
            time,
            named => NamedAsync(named, cancellationToken),
            askForToken
        );
        return following.FollowAsync(profile, cancellationToken);
    }

#pragma warning disable CA2000 // The credentials live as long as the process.
    /// <summary>What a profile's credential_source names.</summary>
    static async Task<AWSCredentials> NamedAsync(string source, CancellationToken cancellationToken) =>
        source switch
        {
            "Environment" => new EnvironmentVariablesAWSCredentials(),
            "EcsContainer" => new GenericContainerCredentials(),
            _ => await InstanceAsync(cancellationToken),
        };
#pragma warning restore CA2000

    static async Task<AWSCredentials> InstanceAsync(CancellationToken cancellationToken) =>
        await Task.Run(() => new InstanceProfileAWSCredentials(), cancellationToken)
            .WaitAsync(patienceWithTheInstance, cancellationToken);

    static AWSCredentials Keys(BaseCredentials.AccessKey key) =>
        key.Token is null
            ? new BasicAWSCredentials(key.Id, key.Secret)
            : new SessionAWSCredentials(key.Id, key.Secret, key.Token);

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
                    : sessionName,
                new AssumeRoleWithWebIdentityCredentialsOptions { DurationSeconds = SecondsOfRole() }
            ),
            (true, false) => throw new BuildException(CredentialFindings.Incomplete(asked, Token, Role)),
            _ => throw new BuildException(CredentialFindings.NotSet(asked, $"{Token} and {Role}")),
        };
    }

    /// <summary>How long the session of the web identity lasts, under the name that AWS's own action for GitHub gives it; null: an hour.</summary>
    static int? SecondsOfRole() =>
        int.TryParse(
            Environment.GetEnvironmentVariable("AWS_ROLE_DURATION_SECONDS"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? seconds
            : null;

    static bool IsSet(string variable) => IsThere(Environment.GetEnvironmentVariable(variable));

    static bool IsThere(string? value) => !string.IsNullOrEmpty(value);
}
