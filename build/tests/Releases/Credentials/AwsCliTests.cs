using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CloudFormation.Clients;

namespace Build.Tests.Releases.Credentials;

/// <summary>The aws CLI with a profile whose credentials come from the program.</summary>
public sealed class AwsCliTests
{
    [Fact]
    public async Task Aws_ProfileWithTheCredentialProcess_CallsAsTheRole()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await CredentialsWorld.StartAsync();
        await world.MakeReadOnlyRolesAsync();
        _ = new PluginApp(world, "");
        var config = Path.Combine(world.Program.Root, "config");
        await File.WriteAllTextAsync(
            config,
            $"[profile reader]\nregion = eu-west-1\ncredential_process = {world.Program.Root}/build.sh --target=Credentials"
                + " --environment=account1 --purpose=read-only\n",
            TestContext.Current.CancellationToken
        );

        var who = await CommandLine.RunAsync(
            world.World.Local,
            LocalWorld.Management,
            world.Program.Root,
            "env",
            $"AWS_CONFIG_FILE={config}",
            InstalledAwsCli.Path,
            "--profile",
            "reader",
            "--endpoint-url",
            world.World.Server.Endpoint.ToString(),
            "sts",
            "get-caller-identity",
            "--query",
            "Arn",
            "--output",
            "text"
        );

        Assert.True(who.ExitCode == 0, who.Output);
        Assert.StartsWith(
            "arn:aws:sts::111111111111:assumed-role/cdk-readOnlyRole/",
            who.Output,
            StringComparison.Ordinal
        );
    }
}
