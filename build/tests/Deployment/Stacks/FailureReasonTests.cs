using Amazon.S3.Model;
using Build.Tests.LocalAws;
using Build.Tests.Rehearsals;
using Deployment;
using LocalAws.CloudFormation;
using LocalAws.CloudFormation.Hooks;

namespace Build.Tests.Deployment.Stacks;

/// <summary>Failures as the local CloudFormation brings them about, and what is said of them.</summary>
public sealed class FailureReasonTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_ExportThatIsInUse_SaysByWhom()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("Source", DeploymentWorld.First, Exporting("shared")));
        await world.DeployAsync(world.Stack("User", DeploymentWorld.First, Importing));

        var report = await world.DeployAsync(world.Stack("Source", DeploymentWorld.First, Exporting("other")));

        Assert.Equal(
            [
                "Source (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_IN_PROGRESS",
                "Export shared cannot be deleted as it is in use by User ",
            ],
            Assert.Single(report.Findings).Why
        );
    }

    [Fact]
    public async Task DeployAsync_ExportThatIsTaken_SaysByWhom()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("Source", DeploymentWorld.First, Exporting("shared")));

        var report = await world.DeployAsync(world.Stack("Other", DeploymentWorld.First, Exporting("shared", "/b")));

        Assert.Equal(
            [
                "Other (AWS::CloudFormation::Stack): ROLLBACK_IN_PROGRESS",
                "Export with name shared is already exported by stack Source. Rollback requested by user.",
            ],
            Assert.Single(report.Findings).Why
        );
    }

    [Fact]
    public async Task DeployAsync_NewNestedStackThatFails_SaysWhatFailedInItAndShowsItsEvents()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        using var s3 = FiveStacks.S3(world);
        await PutAsync("deepest.json", Templates.Failing("/nested"));
        await PutAsync("nested.json", Nesting("deepest.json"));

        var report = await world.DeployAsync(world.Stack("App", DeploymentWorld.First, Nesting("nested.json")));

        var why = Assert.Single(report.Findings).Why;
        Assert.Equal("Inner/Inner/Broken (Test::Broken::Thing): CREATE_FAILED", why[0]);
        Assert.Contains("Injected failure", why[1], StringComparison.Ordinal);
        Assert.Contains(
            world.Events.OfType<DeploymentEvent.ResourceProgressed>(),
            e => e is { LogicalId: "Inner/Inner/Broken", Status: "CREATE_FAILED" }
        );
        Assert.Contains(
            world.Events.OfType<DeploymentEvent.ResourceProgressed>(),
            e => e is { LogicalId: "Inner", Reason: "Resource creation Initiated" }
        );

        Task PutAsync(string key, string body) =>
            s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = FiveStacks.Bucket,
                    Key = key,
                    ContentBody = body,
                },
                Cancellation
            );
    }

    [Theory]
    [InlineData("AWS::SSM::Parameter", "StackDeploymentFailed")]
    [InlineData("CHANGE_SET", "ChangeSetCreationFailed")]
    public async Task DeployAsync_HookThatFails_SaysWhatItFound(string target, string code)
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions
                {
                    Hooks =
                    [
                        new FailingHook("Private::Guard::Names", target) { Reason = "names begin with a letter" },
                        new FailingHook("Private::Guard::Tags", target) { Reason = "no tags", OnlyWarns = true },
                    ],
                },
            }
        );

        var report = await world.DeployAsync(world.Stack("App", DeploymentWorld.First, Templates.Parameter("/a")));

        var finding = Assert.Single(report.Findings);
        Assert.Equal(code, finding.Code.Name);
        Assert.Contains(
            "The following hook(s) failed: [Private::Guard::Names]",
            finding.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal("Hook Private::Guard::Names: names begin with a letter", finding.Why[^1]);
    }

    [Fact]
    public async Task DeployAsync_BucketThatIsDeletedWithItsObjects_IsWarnedOf()
    {
        const string Bucket = """
            "Store": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "warned-store"}}
            """;
        const string Kept = """
            "Kept": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/kept", "Type": "String", "Value": "1"}}
            """;
        await using var world = await DeploymentWorld.StartAsync();
        var made = await world.DeployAsync(
            world.Stack("App", DeploymentWorld.First, $$"""{"Resources": { {{Bucket}}, {{Kept}} } }""")
        );
        using (var client = new LocalAws.CloudFormation.QueryClient(world.Local, LocalWorld.First))
            await client.PutObjectAsync("warned-store", "key", "text");

        var report = await world.DeployAsync(
            world.Stack("App", DeploymentWorld.First, $$"""{"Resources": { {{Kept}} } }""")
        );

        made.ThrowIfFailed();
        Assert.Empty(Assert.Single(made.Stacks).Notes);
        Assert.StartsWith(
            "Warning: Store (AWS::S3::Bucket): The bucket 'warned-store' is not empty.",
            Assert.Single(Assert.Single(report.Stacks).Notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task DeployAsync_TemplateThatFailsEarlyValidation_NamesEveryMistakeAndCreatesNothing()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("First", DeploymentWorld.First, Templates.Parameter("/taken")));

        var report = await world.DeployAsync(
            world.Stack(
                "App",
                DeploymentWorld.First,
                """
                {"Resources": {
                  "Taken": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/taken", "Type": "String", "Value": "2"}},
                  "Wrong": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/wrong", "Typ": "String", "Value": "2"}}
                }}
                """
            )
        );

        var finding = Assert.Single(report.Findings);
        Assert.Equal(FindingCodes.EarlyValidationFailure, finding.Code);
        Assert.Equal(
            [
                "Taken (AWS::SSM::Parameter): Resource of type 'AWS::SSM::Parameter' with identifier '/taken' already exists. (at /Resources/Taken)",
                "Wrong (AWS::SSM::Parameter): Required property [Type] not found (at /Resources/Wrong/Properties)",
                "Wrong (AWS::SSM::Parameter): Unsupported property [Typ] (at /Resources/Wrong/Properties/Typ)",
            ],
            finding.Why
        );
        Assert.DoesNotContain(world.Events, e => e is DeploymentEvent.ResourceProgressed { LogicalId: "Wrong" });
    }

    static string Exporting(string name, string parameter = "/a") =>
        $$$"""
            {"Resources": {"Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "{{{parameter}}}", "Type": "String", "Value": "{{{name}}}"} } },
             "Outputs": {"Out": {"Value": {"Ref": "Value"}, "Export": {"Name": "{{{name}}}"} } } }
            """;

    const string Importing = """
        {"Resources": {"Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/user", "Type": "String", "Value": {"Fn::ImportValue": "shared"}}}}}
        """;

    static string Nesting(string key) =>
        $$$"""
            {"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://s3.eu-west-1.amazonaws.com/{{{FiveStacks.Bucket}}}/{{{key}}}"} } } }
            """;
}
