using Build.Tests.Build;
using Build.Tests.LocalAws.CloudFormation.Clients;
using Build.Tests.Releases.Credentials;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>The program's Bootstrap target alone, with the pinned CLI's template.</summary>
static class BootstrapTarget
{
    const string Template = "node_modules/aws-cdk/lib/api/bootstrap/bootstrap-template.yaml";

    /// <summary>Calls that change nothing but sessions.</summary>
    public static IReadOnlyList<string> Reading { get; } =
    [
        "AssumeRole",
        "GetCallerIdentity",
        "DescribeStacks",
        "GetTemplate",
        "ListStackResources",
        "HeadBucket",
        "GetBucketPolicy",
        "GetParameter",
        "GetRole",
        "GetRolePolicy",
        "GetPolicy",
        "GetPolicyVersion",
        "ListPolicyVersions",
        "DescribeRepositories",
    ];

    public static async Task<CredentialsWorld> StartAsync()
    {
        var world = await CredentialsWorld.StartAsync();
        var copy = Path.Combine(world.Program.Root, "infra", Template);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(Path.GetDirectoryName(CdkCli.Find())!, "../../..", Template), copy);
        return world;
    }

    public static ProgramRun Run(CredentialsWorld world, params string[] more) =>
        world.Program.Run(["--target=Bootstrap", "--exclusive", .. more]);
}
