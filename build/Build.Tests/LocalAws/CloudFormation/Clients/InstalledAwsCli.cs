using Build.Tools;

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
}
