using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>What actions do with stacks, mode by mode.</summary>
public sealed class StackActionTests
{
    const string ChangeSet = "\"ChangeSetName\":\"next\",";
    const string Failing = """
        {"Resources":{"A":{"Type":"AWS::SSM::Parameter","Properties":{"Name":"/taken","Type":"String","Value":"a"}}}}
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangeSet_ReplacedAndExecuted_ChangesTheStackAndAgainFindsNothingToChange()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage(
                "Deploy",
                Mode("prepare", "CHANGE_SET_REPLACE", ChangeSet + Template),
                Mode("deploy", "CHANGE_SET_EXECUTE", "\"ChangeSetName\":\"next\"", 2)
            )
        );
        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("plain", await world.ParameterAsync("/kept"));

        var again = await world.StartAsync();

        Assert.Equal("Succeeded", await world.EndedAsync(again));
        Assert.Contains(
            "didn't contain changes",
            (await world.ActionAsync("Deploy", "deploy"))!["summary"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ChangeSet_OfAStackThatWasNeverMade_IsReplacedByTheNextExecution()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage("Deploy", Mode("prepare", "CHANGE_SET_REPLACE", ChangeSet + Template))
        );
        Assert.Equal("Succeeded", await world.EndedAsync(id));

        Assert.Equal("Succeeded", await world.EndedAsync(await world.StartAsync()));

        Assert.Equal("REVIEW_IN_PROGRESS", await StatusAsync(world));
        var sets = await world.Stacks.CallAsync("ListChangeSets", ("StackName", "stack"));
        Assert.Single(sets.Descendants("Summaries").Elements("member"));
    }

    [Fact]
    public async Task Stack_WhoseCreationWasRolledBack_IsReplacedOnFailureAndNotUpdatedOtherwise()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.PutParameterAsync("/taken", "before");
        await world.Stacks.CreateAsync("stack", Failing);
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync(world));
        var id = await world.CreateAsync(Actions.Stage("Deploy", Mode("deploy", "CREATE_UPDATE", Template)));
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            "is in ROLLBACK_COMPLETE state and can not be updated",
            await world.ErrorAsync("Deploy", "deploy"),
            StringComparison.Ordinal
        );
        var definition = PipelineWorld.Definition(
            Actions.Stage("Deploy", Mode("deploy", "REPLACE_ON_FAILURE", Template))
        );

        await world.CallAsync("UpdatePipeline", new() { ["pipeline"] = definition });

        Assert.Equal("Succeeded", await world.EndedAsync(await world.StartAsync()));
        Assert.Equal("CREATE_COMPLETE", await StatusAsync(world));
        // One that is well is updated.
        Assert.Equal("Succeeded", await world.EndedAsync(await world.StartAsync()));
    }

    [Fact]
    public async Task DeleteOnly_StackThatIsThereOrNot_SucceedsAndLeavesNone()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.Stacks.CreateAsync("stack", PipelineWorld.Template);
        var id = await world.CreateAsync(
            Actions.Stage("Delete", Actions.Deploy("delete", "\"ActionMode\":\"DELETE_ONLY\"", stack: "stack"))
        );

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("Succeeded", await world.EndedAsync(await world.StartAsync()));

        var answer = await world.Stacks.CallAsync("DescribeStacks", ("StackName", "stack"));
        Assert.Equal("400", answer.Attribute("status")!.Value);
    }

    [Fact]
    public async Task OutputFile_OfAStack_IsAnArtifactThatParametersOfTheNextAreReadFrom()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage(
                "Deploy",
                Actions.Stack(
                    "one",
                    Actions.Overrides("""{"Name":"/one","Text":"from the first"}""")
                        + ",\"OutputFileName\":\"said.json\"",
                    more: ",\"outputArtifacts\":[{\"name\":\"Outputs\"}]"
                ),
                Actions
                    .Stack(
                        "two",
                        Actions.Overrides("""{"Name":"/two","Text":{"Fn::GetParam":["Outputs","said.json","Said"]}}"""),
                        2
                    )
                    .Replace(
                        "[{\"name\":\"Code\"}]",
                        "[{\"name\":\"Code\"},{\"name\":\"Outputs\"}]",
                        StringComparison.Ordinal
                    ),
                Actions.Stack(
                    "three",
                    Actions.Overrides("""{"Name":"/three","Text":{"Fn::GetArtifactAtt":["Code","BucketName"]}}"""),
                    2
                )
            )
        );

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("from the first", await world.ParameterAsync("/two"));
        Assert.Equal(PipelineWorld.Bucket, await world.ParameterAsync("/three"));
    }

    [Fact]
    public async Task Parameters_OfAKeyThatTheFileLacks_FailTheActionByItsName()
    {
        await using var world = await PipelineWorld.StartAsync();
        var id = await world.CreateAsync(
            Actions.Stage(
                "Deploy",
                Actions.Stack(
                    "one",
                    Actions.Overrides("""{"Text":{"Fn::GetParam":["Code","template.json","Nothing"]}}""")
                )
            )
        );

        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Equal("The file Code::template.json has no key Nothing", await world.ErrorAsync("Deploy", "one"));
    }

    [Fact]
    public async Task Action_InAnotherRegion_ReadsItsArtifactFromTheStoreThere()
    {
        await using var world = await PipelineWorld.StartAsync();
        var there = world.World.Configure(new Amazon.S3.AmazonS3Config());
        there.AuthenticationRegion = "us-east-1";
        using var s3 = new Amazon.S3.AmazonS3Client(world.World.Administrator(PipelineWorld.Account), there);
        await s3.PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = "artifacts-abroad" }, Cancellation);
        var definition = PipelineWorld.Definition(
            Actions.Stage("Deploy", Actions.Stack("abroad", more: ",\"region\":\"us-east-1\""))
        );
        definition["artifactStores"] = new JsonObject
        {
            ["eu-west-1"] = definition["artifactStore"]!.DeepClone(),
            ["us-east-1"] = new JsonObject { ["type"] = "S3", ["location"] = "artifacts-abroad" },
        };
        definition.Remove("artifactStore");

        var id = await world.CreateAsync(definition);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        var input = (await world.DetailsAsync(id))[0]["input"]!;
        Assert.Equal("us-east-1", input["region"]!.GetValue<string>());
        var location = input["inputArtifacts"]![0]!["s3location"]!;
        Assert.Equal("artifacts-abroad", location["bucket"]!.GetValue<string>());
        using var artifact = await s3.GetObjectAsync(
            "artifacts-abroad",
            location["key"]!.GetValue<string>(),
            Cancellation
        );
        await using var zip = new ZipArchive(artifact.ResponseStream, ZipArchiveMode.Read);
        Assert.Equal("template.json", Assert.Single(zip.Entries).FullName);
        Assert.Contains(
            "arn:aws:cloudformation:us-east-1:",
            (await world.ActionAsync("Deploy", "abroad"))!["externalExecutionId"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    const string Template = "\"TemplatePath\":\"Code::template.json\"";

    static string Mode(string name, string mode, string configuration, int runOrder = 1) =>
        Actions.Deploy(name, $"\"ActionMode\":\"{mode}\",{configuration}", runOrder, stack: "stack");

    static async Task<string> StatusAsync(PipelineWorld world) =>
        Value(
            (await world.Stacks.CallAsync("DescribeStacks", ("StackName", "stack")))
                .Descendants("Stacks")
                .Elements("member")
                .Single(),
            "StackStatus"
        );
}
