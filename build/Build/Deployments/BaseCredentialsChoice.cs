using Deployment.Credentials;

namespace Build.Deployments;

/// <summary>
/// Decides which base credentials are asked for: <c>--profile</c>, else what the machine is given (environment variables,
/// web identity, a container's role), else the settings' profile, else the SDK's own chain.
/// </summary>
static class BaseCredentialsChoice
{
    public static BaseCredentials From(string? argument, string? settings, Func<string, string?> variables)
    {
        if (argument is not null)
            return new BaseCredentials.Profile(argument);
        if (IsSet("AWS_ACCESS_KEY_ID"))
            return new BaseCredentials.Environment();
        if (IsSet("AWS_WEB_IDENTITY_TOKEN_FILE"))
            return new BaseCredentials.WebIdentity();
        if (IsSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || IsSet("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
            return new BaseCredentials.Container();
        if (variables("AWS_PROFILE") is { Length: > 0 } profile)
            return new BaseCredentials.Profile(profile);
        return settings is null ? new BaseCredentials.Default() : new BaseCredentials.Profile(settings);

        bool IsSet(string name) => !string.IsNullOrEmpty(variables(name));
    }
}
