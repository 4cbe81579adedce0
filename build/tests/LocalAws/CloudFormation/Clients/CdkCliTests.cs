using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The unmodified CDK CLI through the life of a stage: one rich scenario, since each of its calls costs seconds.</summary>
public sealed class CdkCliTests : IDisposable
{
    const string Broken =
        "\"Broken\": {\"Type\": \"AWS::SSM::Parameter\", \"DependsOn\": \"Greeting\", \"Properties\": {\"Type\": \"SecureString\", \"Value\": \"x\"}}, ";

    const string Invalid =
        "\"Broken\": {\"Type\": \"AWS::SSM::Parameter\", \"Properties\": {\"Type\": \"String\", \"Wrong\": \"x\", \"Value\": \"x\"}}, ";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdk-cli-");

    [Fact]
    public async Task Cdk_BootstrapsDeploysFailsRecoversDiffsAndDestroys_FromAnotherAccount()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var assembly = new CloudAssemblyFolder(_folder.FullName).Write("first");

        var bootstrap = await RunAsync(
            world,
            LocalWorld.First,
            "bootstrap",
            $"aws://{LocalWorld.First}/eu-west-1",
            "--trust",
            LocalWorld.Management,
            "--cloudformation-execution-policies",
            "arn:aws:iam::aws:policy/AdministratorAccess"
        );
        Assert.True(bootstrap.ExitCode == 0, bootstrap.Output);

        var fresh = await DeployAsync(world, assembly);
        Assert.True(fresh.ExitCode == 0, fresh.Output);
        Assert.Contains(".Inner = /service/greeting", fresh.Output, StringComparison.Ordinal);
        Assert.Equal("first", await client.GreetingAsync());
        var service = await client.SettledAsync("Prod-service");
        Assert.Equal(
            ("team", "service"),
            (Value(service, "Key"), service.Descendants("Tags").Single().Descendants("Value").Single().Value)
        );
        Assert.Equal("true", Value(await client.SettledAsync("Prod-store"), "EnableTerminationProtection"));

        var unchanged = await DeployAsync(world, assembly);
        Assert.True(unchanged.ExitCode == 0, unchanged.Output);
        Assert.Equal(2, unchanged.Output.Split("(no changes)").Length - 1);

        var stranger = await DeployAsync(world, assembly, LocalWorld.Second);
        Assert.NotEqual(0, stranger.ExitCode);

        var invalid = await DeployAsync(world, assembly.Write("second", Invalid));
        Assert.NotEqual(0, invalid.ExitCode);
        Assert.Contains("Unsupported property [Wrong]", invalid.Output, StringComparison.Ordinal);
        Assert.Equal("CREATE_COMPLETE", Value(await client.SettledAsync("Prod-service"), "StackStatus"));

        var failing = await DeployAsync(world, assembly.Write("second", Broken));
        Assert.NotEqual(0, failing.ExitCode);
        Assert.True(failing.Output.Contains("[Broken]", StringComparison.Ordinal), failing.Output);
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(await client.SettledAsync("Prod-service"), "StackStatus"));
        Assert.Equal("first", await client.GreetingAsync());

        assembly.Write("third");
        var diff = await RunAsync(world, LocalWorld.Management, "diff", "--app", assembly.Path, "--fail", "**");
        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("third", diff.Output, StringComparison.Ordinal);
        var recovery = await DeployAsync(world, assembly);
        Assert.True(recovery.ExitCode == 0, recovery.Output);
        Assert.Equal("third", await client.GreetingAsync());

        var refused = await DestroyAsync(world, assembly);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("TerminationProtection is enabled", refused.Output, StringComparison.Ordinal);
        await client.StartAsync("UpdateTerminationProtection", "Prod-store", ("EnableTerminationProtection", "false"));
        var destroyed = await DestroyAsync(world, assembly);
        Assert.True(destroyed.ExitCode == 0, destroyed.Output);
        var left = (await client.CallAsync("DescribeStacks")).Descendants("StackName").Select(name => name.Value);
        Assert.Equal(["CDKToolkit"], left);
    }

    Task<CommandLine.Outcome> DeployAsync(
        LocalWorld world,
        CloudAssemblyFolder assembly,
        string account = LocalWorld.Management
    ) => RunAsync(world, account, "deploy", "--app", assembly.Path, "--require-approval", "never", "**");

    Task<CommandLine.Outcome> DestroyAsync(LocalWorld world, CloudAssemblyFolder assembly) =>
        RunAsync(world, LocalWorld.Management, "destroy", "--app", assembly.Path, "--force", "**");

    Task<CommandLine.Outcome> RunAsync(LocalWorld world, string account, params string[] arguments) =>
        CdkCli.RunAsync(world, account, _folder.CreateSubdirectory(account).FullName, arguments);

    public void Dispose() => _folder.Delete(recursive: true);
}

file static class Greetings
{
    /// <summary>The value that the nested stack gave its parameter.</summary>
    public static async Task<string> GreetingAsync(this QueryClient client)
    {
        var stacks = await client.CallAsync("DescribeStacks");
        var nested = stacks
            .Descendants("StackName")
            .Single(name => name.Value.StartsWith("Prod-service-Nested", StringComparison.Ordinal));
        var template = Value(await client.CallAsync("GetTemplate", ("StackName", nested.Value)), "TemplateBody");
        return System.Text.Json.Nodes.JsonNode.Parse(template)!["Resources"]!["Greeting"]!["Properties"]![
            "Value"
        ]!.GetValue<string>();
    }
}
