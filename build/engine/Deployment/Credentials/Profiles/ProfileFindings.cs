namespace Deployment.Credentials.Profiles;

/// <summary>Profiles that lead to no credentials, worded for the user.</summary>
static class ProfileFindings
{
    public static Finding Unreadable(string file, Exception e) =>
        new(FindingCodes.FileNotAccessible, $"{file} could not be read", [e.Message], $"let this user read {file}");

    public static Finding Malformed(Profile profile) =>
        new(
            FindingCodes.InvalidProfile,
            $"Profile {profile.Name} is malformed",
            // The line itself may hold a secret.
            [.. profile.Malformed.Select(place => $"{place}: not a setting, name = value")],
            "correct these lines"
        );

    public static Finding MissingSource(Profile profile, string source, IEnumerable<string> names) =>
        new(
            FindingCodes.InvalidProfile,
            $"Profile {profile.Name} names source_profile {source}, which is not there",
            [$"There are: {string.Join(", ", names.Order(StringComparer.Ordinal))}"],
            $"aws configure set source_profile <one of these> --profile {profile.Name}"
        );

    public static Finding Cycle(IEnumerable<string> way) =>
        new(
            FindingCodes.InvalidProfile,
            $"The source_profile of profile {way.Last()} leads back to it",
            [string.Join(" -> ", way)],
            "name a profile that has credentials of its own as the source_profile of one of them"
        );

    public static Finding NoSource(Profile profile) =>
        new(
            FindingCodes.IncompleteCredentials,
            $"Profile {profile.Name} has a role_arn and nothing to assume it with",
            ["Neither source_profile nor credential_source nor web_identity_token_file is set"],
            $"aws configure set source_profile <name> --profile {profile.Name}"
        );

    public static Finding TwoSources(Profile profile) =>
        new(
            FindingCodes.InvalidProfile,
            $"Profile {profile.Name} has both a source_profile and a credential_source",
            ["A role is assumed with one of them"],
            "remove one of them"
        );

    public static Finding UnknownSource(Profile profile, string source) =>
        new(
            FindingCodes.InvalidProfile,
            $"Profile {profile.Name} has the credential_source {source}, which is none",
            ["There are: Environment, EcsContainer, Ec2InstanceMetadata"],
            $"aws configure set credential_source Environment --profile {profile.Name}"
        );

    public static Finding SourceNotSet(Profile profile, string variables) =>
        new(
            FindingCodes.NoCredentials,
            $"Profile {profile.Name} takes its credentials from {profile["credential_source"]}, where there are none",
            [$"{variables} not set"],
            $"export them, or give profile {profile.Name} a source_profile"
        );

    public static Finding MissingSettings(Profile profile, string kind, IEnumerable<string> settings) =>
        new(
            FindingCodes.IncompleteCredentials,
            $"Profile {profile.Name} is for {kind} and incomplete",
            [$"{string.Join(", ", settings)} not set"],
            $"aws configure sso --profile {profile.Name}"
        );

    public static Finding SignedOut(Profile profile, Exception e) =>
        new(
            FindingCodes.ExpiredCredentials,
            $"The sign-in of profile {profile.Name} has expired, or there was none",
            [e.Message],
            profile["sso_session"] is { } session
                ? $"aws sso login --sso-session {session}"
                : $"aws sso login --profile {profile.Name}"
        );

    /// <remarks>The SDK refreshes such sessions by a package that is not published where this build gets its packages.</remarks>
    public static Finding Login(Profile profile) =>
        new(
            FindingCodes.UnsupportedProfile,
            $"Profile {profile.Name} signs in by aws login, which this build has no client for",
            [$"login_session = {profile["login_session"]}"],
            $"aws configure set credential_process \"aws configure export-credentials --profile {profile.Name} --format process\""
                + $" --profile {profile.Name}-exported, then --profile={profile.Name}-exported"
        );

    public static Finding TokenNeeded(Profile profile, string serial) =>
        new(
            FindingCodes.MfaRequired,
            $"Profile {profile.Name} needs a code of {serial}",
            ["There is no terminal to ask for it on"],
            "run it on a terminal, or export the session that the AWS CLI asks for: "
                + $"eval \"$(aws configure export-credentials --profile {profile.Name} --format env)\""
        );

    public static Finding ProcessFailed(string profile, IReadOnlyList<string> why) =>
        new(
            FindingCodes.CredentialProcessFailed,
            $"The credential_process of profile {profile} gave no credentials",
            why,
            $"run its command by hand: aws configure get credential_process --profile {profile}"
        );

    public static Finding ProcessExpired(string profile, DateTimeOffset end) =>
        new(
            FindingCodes.ExpiredCredentials,
            $"The credential_process of profile {profile} gave credentials that have expired",
            [$"They ended {end:u}"],
            $"sign in again with what it starts: aws configure get credential_process --profile {profile}"
        );
}
