using Deployment.Credentials;

namespace Settings.Roles;

/// <summary>
/// Decides which base credentials are asked for: <c>--profile</c>, else what the settings name, else what the machine is
/// given (environment variables, web identity, a container's role, AWS_PROFILE), else the settings' profile, else the
/// profile default. An instance's metadata service is asked only where the settings name it: elsewhere it makes wait.
/// </summary>
public static class BaseCredentialsChoice
{
    public static BaseCredentials From(
        string? argument,
        CredentialSettings settings,
        Func<string, string?> variables
    ) =>
        (argument, settings) switch
        {
            ({ } profile, _) => new BaseCredentials.Profile(profile),
            (_, { Base: BaseSource.Profile, Profile: { } profile }) => new BaseCredentials.Profile(profile),
            (_, { Base: BaseSource.Environment }) => new BaseCredentials.Environment(),
            (_, { Base: BaseSource.Container }) => new BaseCredentials.Container(),
            (_, { Base: BaseSource.WebIdentity }) => new BaseCredentials.WebIdentity(),
            (_, { Base: BaseSource.Instance }) => new BaseCredentials.Instance(),
            _ => OfTheMachine(variables)
                ?? (settings.Profile is { } own ? new BaseCredentials.Profile(own) : new BaseCredentials.Default()),
        };

    static BaseCredentials? OfTheMachine(Func<string, string?> variables)
    {
        // Half a pair is taken too, to be told of what is missing rather than to go on as somebody else.
        if (IsSet("AWS_ACCESS_KEY_ID") || IsSet("AWS_SECRET_ACCESS_KEY"))
            return new BaseCredentials.Environment();
        if (IsSet("AWS_WEB_IDENTITY_TOKEN_FILE"))
            return new BaseCredentials.WebIdentity();
        if (IsSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || IsSet("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
            return new BaseCredentials.Container();
        return variables("AWS_PROFILE") is { Length: > 0 } profile ? new BaseCredentials.Profile(profile) : null;

        bool IsSet(string name) => !string.IsNullOrEmpty(variables(name));
    }
}
