using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.NextActions;

namespace Deployment.Credentials;

/// <summary>The findings about credentials, worded for the user.</summary>
sealed class CredentialFindings(BaseCredentials asked)
{
    public static bool IsExpired(AmazonServiceException e) => e.ErrorCode is "ExpiredToken" or "ExpiredTokenException";

    public static Finding NotAssumed(
        RoleRequest request,
        CallerIdentity caller,
        AmazonServiceException e,
        AwsEndpoint world
    ) =>
        new(
            FindingCodes.AssumeRoleFailed,
            $"Role {request.Arn} was not assumed",
            [$"Caller {caller.Arn}: {e.ErrorCode}, {e.Message}"],
            // AWS's own words for what the role's trust has no part in.
            e.Message.Contains("no identity-based policy allows", StringComparison.Ordinal)
                ? $"let a policy of {caller.RoleName ?? caller.Arn} allow sts:AssumeRole on it; {new BuildCommand("Doctor").In(world)} has the statement"
                : request.Hint
        )
        {
            Role = request.Arn,
        };

    /// <summary>AWS knows the keys no more, or never did.</summary>
    public Finding NotAccepted(AmazonServiceException e) =>
        ClockFindings.IsRefusal(e) ? ClockFindings.Refused(e)
        : IsExpired(e)
            ? new Finding(
                FindingCodes.ExpiredCredentials,
                $"The credentials of {asked} have expired",
                [Words(e)],
                Renew(asked)
            )
        : new Finding(
            FindingCodes.NoCredentials,
            $"AWS does not accept the credentials of {asked}",
            [Words(e)],
            Renew(asked)
        );

    public static Finding WrongAccount(CallerIdentity caller, string expected) =>
        new(
            FindingCodes.WrongAccount,
            $"The credentials are for account {caller.Account}, not for {expected}",
            [$"Caller {caller.Arn}"],
            $"use credentials of account {expected}, or correct the account in build/settings.json"
        );

    public static Finding NotResolved(BaseCredentials asked, Exception e) =>
        Innermost<EndpointUnreachableException>(e) is { } unreachable ? EndpointFindings.Of(unreachable.Trouble)
        :
        // The SDK has no type for a sign-in that has ended.
        e.Message.Contains("expired", StringComparison.OrdinalIgnoreCase)
            ? new Finding(
                FindingCodes.ExpiredCredentials,
                $"The credentials of {asked} have expired",
                [e.Message],
                Renew(asked)
            )
        : new Finding(FindingCodes.NoCredentials, $"There are no credentials in {asked}", [e.Message], Renew(asked));

    /// <summary>Half of a pair is there.</summary>
    public static Finding Incomplete(BaseCredentials asked, string given, string missing) =>
        new(
            FindingCodes.IncompleteCredentials,
            $"The credentials of {asked} are incomplete",
            [$"{given} is set, {missing} is not"],
            Complete(missing)
        );

    /// <summary>A profile that holds nothing to make credentials of.</summary>
    public static Finding Incomplete(BaseCredentials asked) =>
        new(
            FindingCodes.IncompleteCredentials,
            $"The credentials of {asked} are incomplete",
            ["It has neither keys nor a role with its source, an SSO session or a credential_process"],
            asked is BaseCredentials.Profile profile
                ? $"aws configure --profile {profile.Name}, or aws configure sso"
                : "aws configure, or aws configure sso"
        );

    /// <summary>Nothing at all is given to start from.</summary>
    public static Finding Absent(IEnumerable<string> names) =>
        new(
            FindingCodes.NoCredentials,
            "There are no AWS credentials to start from",
            [
                "Neither --profile nor AWS_PROFILE, no keys, token or container in the environment, no profile default",
                string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list
                    ? $"There are profiles: {list}"
                    : "There are no profiles at all",
            ],
            "--profile=<name>; aws configure sso makes one"
        );

    public static Finding NotSet(BaseCredentials asked, string variables) =>
        new(
            FindingCodes.NoCredentials,
            $"There are no credentials in {asked}",
            [$"{variables} not set"],
            "choose another source: --profile=<name>"
        );

    public static Finding NoProfile(BaseCredentials.Profile asked, IEnumerable<string> names) =>
        new(
            FindingCodes.NoCredentials,
            $"There is no {asked}",
            [
                string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list
                    ? $"There are: {list}"
                    : "There are no profiles at all",
            ],
            "--profile=<name>, or credentials.profile in build/settings.json"
        );

    static string Complete(string missing) =>
        missing.StartsWith("AWS_", StringComparison.Ordinal)
            ? $"export {missing}, or choose another source: --profile=<name>"
            : $"add {missing} to the profile, or choose another: --profile=<name>";

    static string Words(AmazonServiceException e) => $"{e.ErrorCode}: {e.Message}";

    static string Renew(BaseCredentials asked) =>
        asked switch
        {
            BaseCredentials.Profile profile => $"aws sso login --profile {profile.Name}, or renew the profile's keys",
            BaseCredentials.Environment => "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN again",
            BaseCredentials.Default => "aws sso login, or renew the profile's keys",
            BaseCredentials.Instance =>
                "attach an instance profile, or choose another source: credentials.base in build/settings.json",
            _ => "obtain new credentials and start again",
        };

    static T? Innermost<T>(Exception? e)
        where T : Exception => e is null or T ? (T?)e : Innermost<T>(e.InnerException);
}
