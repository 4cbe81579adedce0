namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>Debian's aws CLI reads what the lookups, ECR and CloudWatch Logs answer.</summary>
public sealed class AwsCliServicesTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aws-cli-");

    [Fact]
    public async Task Aws_LooksUpMakesARepositoryAndReadsALog()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LookupWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync(
            "app",
            "Resources: {Log: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /app, RetentionInDays: 7}}}"
        );
        Assert.Equal("CREATE_COMPLETE", QueryClient.Value(stack, "StackStatus"));

        Assert.Equal(
            LookupWorld.Main.Id,
            await Aws("ec2 describe-vpcs --filters Name=tag:Name,Values=main --query Vpcs[0].VpcId")
        );
        Assert.Equal(
            "/hostedzone/" + LookupWorld.Zone.Id,
            await Aws("route53 list-hosted-zones-by-name --dns-name example.com --query HostedZones[0].Id")
        );
        Assert.Equal(
            "111111111111.dkr.ecr.eu-west-1.amazonaws.com/app",
            await Aws("ecr create-repository --repository-name app --query repository.repositoryUri")
        );
        Assert.Equal("7", await Aws("logs describe-log-groups --query logGroups[0].retentionInDays"));

        async Task<string> Aws(string arguments)
        {
            var outcome = await CommandLine.RunAsync(
                world,
                LocalWorld.First,
                _folder.FullName,
                InstalledAwsCli.Path,
                [.. arguments.Split(' '), "--output", "text", "--endpoint-url", world.Server.Endpoint.ToString()]
            );
            Assert.True(outcome.ExitCode == 0, outcome.Output);
            return outcome.Output.Trim();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
