using System.Text.RegularExpressions;
using Deployment.Credentials;

namespace Deployment.NextActions;

/// <summary>Commands of the AWS CLI as they are typed to act on the same AWS as the run that prints them.</summary>
public static partial class AwsCommands
{
    /// <summary>The finding, its command as the profile that its account has in the local AWS; against AWS itself, as it is.</summary>
    public static Finding In(Finding finding, AwsEndpoint world)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(world);
        if (
            finding is not { Next: { } next, Account: { } account }
            || !world.Profiles.TryGetValue(account, out var profile)
        )
            return finding;
        var serve = new BuildCommand("LocalAws").In(world);
        return finding with
        {
            Why = [.. finding.Why, $"Account {account} is profile {profile} of what {serve} serves"],
            Next = Program()
                .Replace(next, match => match.Groups["program"].Success ? $"aws --profile {profile} " : match.Value),
            Account = null,
        };
    }

    /// <summary>The program of each command in a row, and what is quoted, which stays as it is.</summary>
    [GeneratedRegex(@"'[^']*'|\\'|(?<program>(?<=^|&& )aws )")]
    private static partial Regex Program();
}
