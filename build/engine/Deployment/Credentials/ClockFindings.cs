using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>A clock that AWS refuses signatures for, worded for the user.</summary>
public static class ClockFindings
{
    /// <summary>What AWS tolerates of a signature's age, by most services.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(5);

    public static string Next =>
        OperatingSystem.IsWindows() ? "w32tm /resync" : "sudo timedatectl set-ntp true, or set the clock by hand";

    /// <summary>Whether a call was refused for the time at which it was signed.</summary>
    /// <remarks>Most services answer a signature's age with the code of a wrong signature and say it in the message; S3 has a code for it.</remarks>
    public static bool IsRefusal(AmazonServiceException e) =>
        e.ErrorCode is "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture"
        || (
            e.ErrorCode is "SignatureDoesNotMatch" or "InvalidSignatureException" or "AuthFailure"
            && (
                e.Message.Contains("Signature expired", StringComparison.Ordinal)
                || e.Message.Contains("Signature not yet current", StringComparison.Ordinal)
            )
        );

    /// <param name="ahead">How far the clock is ahead of AWS's; negative for behind.</param>
    public static Finding Skewed(TimeSpan ahead) =>
        new(
            FindingCodes.ClockSkewed,
            $"The clock is {(int)ahead.Duration().TotalSeconds} seconds {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} AWS's",
            [$"AWS refuses requests that are signed more than {(int)Tolerated.TotalMinutes} minutes off"],
            Next
        );

    public static Finding Refused(AmazonServiceException e) =>
        new(
            FindingCodes.ClockSkewed,
            "AWS does not accept requests signed by this machine's clock",
            [$"{e.ErrorCode}, {e.Message}"],
            Next
        );
}
