using Tools;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The aws CLI of this machine, wherever it was installed to. A machine that checks pull requests has one.</summary>
static class InstalledAwsCli
{
    public static string Path =>
        Programs.Find("aws") ?? throw new FileNotFoundException("The aws CLI is not installed.");

    public static void SkipWithout() =>
        Assert.SkipUnless(
            !OperatingSystem.IsWindows()
                && (Programs.Find("aws") is not null || Environment.GetEnvironmentVariable("CI") == "true"),
            "The aws CLI is not installed."
        );

    /// <summary>A shell runs the commands of a finding as they stand.</summary>
    public static Task<CommandLine.Outcome> FollowAsync(LocalWorld world, string account, string folder, string next) =>
        CommandLine.RunAsync(world, account, folder, "/bin/sh", "-c", Script(next));

    /// <summary>
    /// Commands, with the endpoint said in words: AWS CLIs before 2.13 do not know its variable.
    /// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
    /// </summary>
    public static string Script(string commands) =>
        $$"""
            aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }
            {{commands}}
            """;
}
