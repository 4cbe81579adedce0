using System.Security.Cryptography;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The unmodified CDK CLI of the infra app, with a Cloud Assembly written by hand.</summary>
public sealed class CdkCliTests : IDisposable
{
    const string Template = """
        {"Parameters": {"BootstrapVersion": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version"}},
         "Resources": {
          "Bucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Delete"},
          "Name": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Name": "/store/bucket", "Value": {"Ref": "Bucket"}}}},
         "Outputs": {"Arn": {"Value": {"Fn::GetAtt": ["Bucket", "Arn"]}, "Export": {"Name": "store-arn"}}},
         "Rules": {"CheckBootstrapVersion": {"Assertions": [{
          "Assert": {"Fn::Not": [{"Fn::Contains": [["1", "2", "3", "4", "5"], {"Ref": "BootstrapVersion"}]}]}, "AssertDescription": "too old"}]}}}
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdk-cli-");

    internal static string? FindCli()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "infra/node_modules/aws-cdk/bin/cdk") is var cli && File.Exists(cli))
                return cli;
        return null;
    }

    [Fact]
    public async Task Cdk_BootstrapsDeploysDiffsAndDestroys_FromAnotherAccount()
    {
        var cli = FindCli();
        Assert.SkipWhen(cli is null, "The CDK CLI is installed by the Install target, in infra/node_modules.");
        await using var world = await LocalWorld.StartAsync();
        var assembly = WriteAssembly();

        var bootstrap = await Cdk(
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

        var deploy = await Cdk(
            world,
            LocalWorld.Management,
            "deploy",
            "--app",
            assembly,
            "--require-approval",
            "never",
            "store"
        );
        Assert.True(deploy.ExitCode == 0, deploy.Output);
        Assert.Contains("store.Arn = arn:aws:s3:::store-bucket-", deploy.Output, StringComparison.Ordinal);

        var again = await Cdk(
            world,
            LocalWorld.Management,
            "deploy",
            "--app",
            assembly,
            "--require-approval",
            "never",
            "store"
        );
        Assert.Contains("(no changes)", again.Output, StringComparison.Ordinal);

        var diff = await Cdk(world, LocalWorld.Management, "diff", "--app", assembly, "--fail");
        Assert.True(diff.ExitCode == 0, diff.Output);

        var stranger = await Cdk(
            world,
            LocalWorld.Second,
            "deploy",
            "--app",
            assembly,
            "--require-approval",
            "never",
            "store"
        );
        Assert.NotEqual(0, stranger.ExitCode);

        var destroy = await Cdk(world, LocalWorld.Management, "destroy", "--app", assembly, "--force", "store");
        Assert.True(destroy.ExitCode == 0, destroy.Output);
        Assert.Contains("destroyed", destroy.Output, StringComparison.Ordinal);

        Task<CommandLine.Outcome> Cdk(LocalWorld aws, string account, params string[] arguments) =>
            CommandLine.RunAsync(
                aws,
                account,
                _folder.CreateSubdirectory(account).FullName,
                "node",
                [cli, .. arguments, "--no-notices", "--no-color"]
            );
    }

    string WriteAssembly()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Template)));
        const string Bucket = "cdk-hnb659fds-assets-111111111111-eu-west-1";
        const string Role = "arn:${AWS::Partition}:iam::111111111111:role/cdk-hnb659fds";
        const string Version =
            "\"requiresBootstrapStackVersion\": 6, \"bootstrapStackVersionSsmParameter\": \"/cdk-bootstrap/hnb659fds/version\"";
        var folder = _folder.CreateSubdirectory("cdk.out").FullName;
        Write("cdk.out", """{"version": "48.0.0"}""");
        Write("store.template.json", Template);
        Write(
            "store.assets.json",
            """
            {"version": "48.0.0", "dockerImages": {}, "files": {"<hash>": {"displayName": "template",
             "source": {"path": "store.template.json", "packaging": "file"},
             "destinations": {"here": {"bucketName": "<Bucket>", "objectKey": "<hash>.json", "region": "eu-west-1",
              "assumeRoleArn": "<Role>-file-publishing-role-111111111111-eu-west-1"}}}}}
            """
        );
        Write(
            "manifest.json",
            """
            {"version": "48.0.0", "artifacts": {
             "store.assets": {"type": "cdk:asset-manifest", "properties": {"file": "store.assets.json", <Version>}},
             "store": {"type": "aws:cloudformation:stack", "environment": "aws://111111111111/eu-west-1", "displayName": "store",
              "dependencies": ["store.assets"],
              "properties": {"templateFile": "store.template.json", "validateOnSynth": false, "tags": {"team": "storage"},
               "assumeRoleArn": "<Role>-deploy-role-111111111111-eu-west-1",
               "cloudFormationExecutionRoleArn": "<Role>-cfn-exec-role-111111111111-eu-west-1",
               "stackTemplateAssetObjectUrl": "s3://<Bucket>/<hash>.json",
               "additionalDependencies": ["store.assets"], <Version>}}}}
            """
        );
        return folder;

        void Write(string name, string text) =>
            File.WriteAllText(
                Path.Combine(folder, name),
                text.Replace("<hash>", hash, StringComparison.Ordinal)
                    .Replace("<Bucket>", Bucket, StringComparison.Ordinal)
                    .Replace("<Role>", Role, StringComparison.Ordinal)
                    .Replace("<Version>", Version, StringComparison.Ordinal)
            );
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
