namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The aws CLI; Debian's is older than AWS_ENDPOINT_URL and needs its option.</summary>
public sealed class AwsCliTests : IDisposable
{
    const string Template = """
        AWSTemplateFormatVersion: 2010-09-09
        Parameters:
          Greeting: {Type: String, Default: hello}
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              BucketEncryption:
                ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {SSEAlgorithm: AES256}}]
          Setting:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Name: /greeting, Value: !Sub "${Greeting} from ${Bucket.Arn}"}
        """;
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aws-cli-");

    [Fact]
    public async Task Aws_DeploysAYamlTemplate_AndItsResourcesExist()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "app.yaml"), Template, QueryClient.Stop);
        string[] deploy = ["cloudformation", "deploy", "--stack-name", "app", "--template-file", "app.yaml"];
        // Its wait for a stack looks every 30 seconds, so it makes the change set and leaves the waiting to the test.
        var prepared = await Aws([.. deploy, "--no-execute-changeset"]);
        Assert.True(prepared.ExitCode == 0, prepared.Output);
        var changeSet = prepared
            .Output.Split(' ', '\n')
            .Single(word => word.StartsWith("arn:", StringComparison.Ordinal));
        var executed = await Aws("cloudformation", "execute-change-set", "--change-set-name", changeSet);
        Assert.True(executed.ExitCode == 0, executed.Output);
        using var client = new QueryClient(world, LocalWorld.First);
        Assert.Equal("CREATE_COMPLETE", QueryClient.Value(await client.SettledAsync("app"), "StackStatus"));
        var value = await Aws(
            "ssm",
            "get-parameter",
            "--name",
            "/greeting",
            "--query",
            "Parameter.Value",
            "--output",
            "text"
        );
        Assert.StartsWith("hello from arn:aws:s3:::app-bucket-", value.Output, StringComparison.Ordinal);
        var again = await Aws(deploy);
        Assert.Contains("No changes to deploy", again.Output, StringComparison.Ordinal);

        Task<CommandLine.Outcome> Aws(params string[] arguments) => RunAsync(world, arguments);
    }

    [Fact]
    public async Task Aws_DeletesAStackWhoseBucketIsNotEmpty_AndIsToldWhy()
    {
        InstalledAwsCli.SkipWithout();
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "app",
            "Resources: {Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: full-bucket}}}"
        );
        var file = Path.Combine(_folder.FullName, "object.txt");
        await File.WriteAllTextAsync(file, "text", QueryClient.Stop);
        var put = await RunAsync(world, "s3", "cp", file, "s3://full-bucket/x");
        Assert.True(put.ExitCode == 0, put.Output);
        await client.CallAsync("DeleteStack", ("StackName", "app"));
        Assert.Equal("DELETE_FAILED", QueryClient.Value(await client.SettledAsync("app"), "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("app"),
            e =>
                e.StartsWith(
                    "Bucket DELETE_FAILED Resource handler returned message: \"The bucket you tried to delete is not empty",
                    StringComparison.Ordinal
                )
        );
    }

    Task<CommandLine.Outcome> RunAsync(LocalWorld world, params string[] arguments) =>
        CommandLine.RunAsync(
            world,
            LocalWorld.First,
            _folder.FullName,
            InstalledAwsCli.Path,
            [.. arguments, "--endpoint-url", world.Server.Endpoint.ToString()]
        );

    public void Dispose() => _folder.Delete(recursive: true);
}
