namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The CDK CLI that the infra app pins.</summary>
static class CdkCli
{
    const string Place = "infra/node_modules/aws-cdk/bin/cdk";

    /// <summary>Fails the test when the CLI is not there: the Test target installs it first.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, Place) is var cli && File.Exists(cli))
                return cli;
        Assert.Fail($"The CDK CLI is missing at {Place}. Next: ./build.sh --target=Install");
        return "";
    }

    /// <summary>Runs a command of the CLI as an account's administrator.</summary>
    public static Task<CommandLine.Outcome> RunAsync(
        LocalWorld world,
        string account,
        string home,
        params string[] arguments
    ) => CommandLine.RunAsync(world, account, home, "node", [Find(), .. arguments, "--no-notices", "--no-color"]);
}
