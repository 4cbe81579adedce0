using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>The findings about credentials, worded for the user.</summary>
sealed class CredentialFindings(BaseCredentials asked)
{
    public static bool IsExpired(AmazonServiceException e) =>
        e.ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "RequestExpired";

    public static Finding NotAssumed(RoleRequest request, CallerIdentity caller, AmazonServiceException e) =>
        new(
            "AssumeRoleFailed",
            $"Role {request.Arn} was not assumed",
            [$"Caller {caller.Arn}: {e.ErrorCode}, {e.Message}"],
            request.Hint
        );

    /// <summary>AWS knows the keys no more, or never did.</summary>
    public Finding NotAccepted(AmazonServiceException e) =>
        IsExpired(e)
            ? new Finding("ExpiredCredentials", $"The credentials of {asked} have expired", [Words(e)], Renew(asked))
            : new Finding("NoCredentials", $"AWS does not accept the credentials of {asked}", [Words(e)], Renew(asked));

    public static Finding WrongAccount(CallerIdentity caller, string expected) =>
        new(
            "WrongAccount",
            $"The credentials are for account {caller.Account}, not for {expected}",
            [$"Caller {caller.Arn}"],
            $"use credentials of account {expected}, or correct the account in build/settings.json"
        );

    public static Finding NotResolved(BaseCredentials asked, Exception e) =>
        new("NoCredentials", $"There are no credentials in {asked}", [e.Message], Renew(asked));

    public static Finding NotSet(BaseCredentials asked, string variables) =>
        new(
            "NoCredentials",
            $"There are no credentials in {asked}",
            [$"{variables} not set"],
            "choose another source: --profile=<name>"
        );

    public static Finding NoProfile(BaseCredentials.Profile asked, IEnumerable<string> names) =>
        new(
            "NoCredentials",
            $"There is no {asked}",
            [
                string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list
                    ? $"There are: {list}"
                    : "There are no profiles at all",
            ],
            "--profile=<name>, or credentials.profile in build/settings.json"
        );

    static string Words(AmazonServiceException e) => $"{e.ErrorCode}: {e.Message}";

    static string Renew(BaseCredentials asked) =>
        asked switch
        {
            BaseCredentials.Profile profile => $"aws sso login --profile {profile.Name}, or renew the profile's keys",
            BaseCredentials.Environment => "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN anew",
            _ => "obtain new credentials and start again",
        };
}
