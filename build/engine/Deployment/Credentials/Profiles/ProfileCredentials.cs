using Amazon.Runtime;

namespace Deployment.Credentials.Profiles;

/// <summary>Follows a profile to its credentials, and says where the way ends.</summary>
/// <param name="asked">What the user asked for, as findings name it.</param>
/// <param name="source">Reads what credential_source names.</param>
/// <param name="askForToken">Asks the user for a code of an MFA device; null where there is no terminal.</param>
sealed class ProfileCredentials(
    ProfileStore store,
    BaseCredentials asked,
    string sessionName,
    AwsEndpoint endpoint,
    string region,
    TimeProvider time,
    Func<string, Task<AWSCredentials>> source,
    Func<string, CancellationToken, Task<string>>? askForToken
)
{
    public Task<AWSCredentials> FollowAsync(Profile profile, CancellationToken cancellationToken) =>
        FollowAsync(profile, [], cancellationToken);

    async Task<AWSCredentials> FollowAsync(
        Profile profile,
        IReadOnlyList<string> way,
        CancellationToken cancellationToken
    )
    {
        if (profile.Malformed.Count > 0)
            throw new BuildException(ProfileFindings.Malformed(profile));
        // A profile that is its own source assumes its role with its own keys.
        var isOwnSource = way.Count > 0 && way[^1] == profile.Name;
        if (!isOwnSource && way.Contains(profile.Name))
            throw new BuildException(
                ProfileFindings.Cycle([.. way.SkipWhile(name => name != profile.Name), profile.Name])
            );
        if (profile["role_arn"] is { } role && !isOwnSource)
            return await AssumeAsync(profile, role, [.. way, profile.Name], cancellationToken);
        return Keys(profile)
            ?? (isOwnSource ? null : await SignedInAsync(profile))
            ?? throw new BuildException(CredentialFindings.Incomplete(new BaseCredentials.Profile(profile.Name)));
    }

    static AWSCredentials? Keys(Profile profile)
    {
        const string Id = "aws_access_key_id";
        const string Secret = "aws_secret_access_key";
        return (profile[Id], profile[Secret], profile["aws_session_token"]) switch
        {
            ({ } id, { } secret, null) => new BasicAWSCredentials(id, secret),
            ({ } id, { } secret, { } token) => new SessionAWSCredentials(id, secret, token),
            (null, null, _) => null,
            var (id, _, _) => throw new BuildException(
                CredentialFindings.Incomplete(
                    new BaseCredentials.Profile(profile.Name),
                    id is null ? Secret : Id,
                    id is null ? Id : Secret
                )
            ),
        };
    }

    async Task<AWSCredentials?> SignedInAsync(Profile profile)
    {
        if (profile["sso_session"] is not null || profile["sso_start_url"] is not null)
            return await SingleSignOnAsync(profile);
        if (profile["credential_process"] is { } command)
            return new ProcessCredentials(profile.Name, command, endpoint.Connections, time);
        return profile["login_session"] is null ? null : throw new BuildException(ProfileFindings.Login(profile));
    }

    async Task<AWSCredentials> SingleSignOnAsync(Profile profile)
    {
        var session = profile["sso_session"] is { } name ? store.FindSession(name) ?? new Profile(name) : null;
        string? Setting(string setting) => profile[setting] ?? session?[setting];
        string[] needed = ["sso_account_id", "sso_role_name", "sso_region", "sso_start_url"];
        var missing = needed.Where(setting => Setting(setting) is null).ToList();
        if (missing.Count > 0)
            throw new BuildException(ProfileFindings.MissingSettings(profile, "single sign-on", missing));
        var credentials = new SSOAWSCredentials(
            Setting("sso_account_id"),
            Setting("sso_region"),
            Setting("sso_role_name"),
            Setting("sso_start_url"),
            new SSOAWSCredentialsOptions { SessionName = session?.Name }
        );
        try
        {
            await credentials.GetCredentialsAsync();
        }
        catch (Exception e) when (IsSignedOut(e))
        {
            throw new BuildException(ProfileFindings.SignedOut(profile, e), innerException: e);
        }
        return credentials;
    }

    static bool IsSignedOut(Exception exception) =>
        exception is AmazonServiceException { StatusCode: System.Net.HttpStatusCode.Unauthorized }
        || exception.Message.Contains("token", StringComparison.OrdinalIgnoreCase);

    async Task<AWSCredentials> AssumeAsync(
        Profile profile,
        string role,
        IReadOnlyList<string> way,
        CancellationToken cancellationToken
    )
    {
        var name = profile["role_session_name"] ?? sessionName;
        if (profile["web_identity_token_file"] is { } token)
            return new AssumeRoleWithWebIdentityCredentials(token, role, name);
        var with = await SourceAsync(profile, way, cancellationToken);
        var request = new RoleRequest(role, name)
        {
            ExternalId = profile["external_id"],
            Duration = int.TryParse(profile["duration_seconds"], out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : null,
            Hint =
                $"let the trust policy of {role} name the caller, and the caller's own policy allow sts:AssumeRole on it",
        };
        if (profile["mfa_serial"] is { } serial)
        {
            if (askForToken is null)
                throw new BuildException(ProfileFindings.TokenNeeded(profile, serial));
            request = request with { MfaSerial = serial, MfaCode = await askForToken(serial, cancellationToken) };
        }
#pragma warning disable CA2000 // The credentials live as long as the process.
        var tokens = new SecurityTokens(with, endpoint, region, new CredentialFindings(asked), time);
        return new RoleSessionCredentials(tokens, request, time);
#pragma warning restore CA2000
    }

    async Task<AWSCredentials> SourceAsync(
        Profile profile,
        IReadOnlyList<string> way,
        CancellationToken cancellationToken
    )
    {
        switch (profile["source_profile"], profile["credential_source"])
        {
            case ({ } name, null):
                var next =
                    store.Find(name)
                    ?? throw new BuildException(ProfileFindings.MissingSource(profile, name, store.Names));
                return await FollowAsync(next, way, cancellationToken);
            case (null, { } named):
                return Missing(named) is { } variables
                        ? throw new BuildException(ProfileFindings.SourceNotSet(profile, variables))
                    : named is "Environment" or "EcsContainer" or "Ec2InstanceMetadata" ? await source(named)
                    : throw new BuildException(ProfileFindings.UnknownSource(profile, named));
            case (null, null):
                throw new BuildException(ProfileFindings.NoSource(profile));
            default:
                throw new BuildException(ProfileFindings.TwoSources(profile));
        }
    }

    /// <summary>The variables that a credential_source lacks; null where it has them or needs none.</summary>
    static string? Missing(string source) =>
        source switch
        {
            "Environment" => AnyOf(all: true, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
            "EcsContainer" => AnyOf(
                all: false,
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI"
            ),
            _ => null,
        };

    static string? AnyOf(bool all, params string[] variables)
    {
        var missing = variables.Where(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))).ToList();
        return missing.Count == 0 || (!all && missing.Count < variables.Length)
            ? null
            : string.Join(all ? " and " : " or ", missing);
    }
}
