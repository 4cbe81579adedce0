using System.Xml.Linq;
using LocalAws.CloudFormation;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

public sealed class NestedStackTests
{
    const string Bucket = "Resources: {Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: nested-templates}}}";

    static string Parent(string file, string more = "") =>
        $$"""
            Resources:
              Nested:
                Type: AWS::CloudFormation::Stack
                Properties: {TemplateURL: "https://s3.eu-west-1.amazonaws.com/nested-templates/{{file}}" }
              {{more}}
            Outputs: {Inner: {Value: !GetAtt Nested.Outputs.Name} }
            """;

    static string Child(string value, string more = "") =>
        $$"""
            Resources:
              One: {Type: AWS::SSM::Parameter, Properties: {Name: /inner, Type: String, Value: {{value}} } }
              {{more}}
            Outputs: {Name: {Value: !Ref One} }
            """;

    static async Task<LocalWorld> StartAsync() =>
        await LocalWorld.StartAsync(o =>
            o with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["AWS::SQS::Queue"] },
            }
        );

    static async Task PutTemplatesAsync(QueryClient client)
    {
        const string Queue = "Bad: {Type: AWS::SQS::Queue, DependsOn: One}";
        await client.CreateAsync("bucket", Bucket);
        await client.PutObjectAsync("nested-templates", "first.yaml", Child("first"));
        await client.PutObjectAsync("nested-templates", "second.yaml", Child("second"));
        await client.PutObjectAsync("nested-templates", "failing.yaml", Child("third", Queue));
    }

    static async Task<string> NestedIdAsync(QueryClient client) =>
        Value(await client.CallAsync("DescribeStackResources", ("StackName", "app")), "PhysicalResourceId");

    [Fact]
    public async Task UpdateStack_WhoseNestedStackFails_BringsBothBack()
    {
        await using var world = await StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await PutTemplatesAsync(client);
        var created = await client.CreateAsync("app", Parent("first.yaml"));
        Assert.Equal(("CREATE_COMPLETE", "/inner"), (Value(created, "StackStatus"), Value(created, "OutputValue")));
        var stack = await client.UpdateAsync("app", Parent("failing.yaml"));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        var nested = await client.SettledAsync(await NestedIdAsync(client));
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(nested, "StackStatus"));
        var later = await client.UpdateAsync("app", Parent("second.yaml"));
        Assert.Equal("UPDATE_COMPLETE", Value(later, "StackStatus"));
    }

    [Fact]
    public async Task UpdateStack_ThatFailsAfterItsNestedStack_BringsTheNestedStackBackToo()
    {
        await using var world = await StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await PutTemplatesAsync(client);
        await client.CreateAsync("app", Parent("first.yaml"));
        var stack = await client.UpdateAsync(
            "app",
            Parent("second.yaml", "Bad: {Type: AWS::SQS::Queue, DependsOn: Nested}")
        );
        Assert.Equal("UPDATE_ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        var template = await client.CallAsync("GetTemplate", ("StackName", await NestedIdAsync(client)));
        Assert.Equal(Child("first"), Value(template, "TemplateBody"));
    }

    [Fact]
    public async Task CreateStack_WhoseNestedStackFails_LeavesNeitherBehind()
    {
        await using var world = await StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await PutTemplatesAsync(client);
        var stack = await client.CreateAsync("app", Parent("failing.yaml"));
        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        var live = (await client.CallAsync("DescribeStacks")).Descendants("StackName").Select(name => name.Value);
        Assert.Equal(["app", "bucket"], live);
    }

    [Fact]
    public async Task CreateChangeSet_WithNestedStacks_GivesThemChangeSetsOfTheirOwn()
    {
        await using var world = await StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await PutTemplatesAsync(client);
        await client.CreateAsync("app", Parent("first.yaml"));
        var set = await SetAsync("second.yaml", "second");
        var change = Assert.Single(set.Descendants("ResourceChange"));
        var child = await client.CallAsync("DescribeChangeSet", ("ChangeSetName", Value(change, "ChangeSetId")));
        Assert.Equal("One", Value(child, "LogicalResourceId"));
        Assert.Equal(Value(set, "ChangeSetId"), Value(child, "RootChangeSetId"));
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "second"));
        Assert.Equal("UPDATE_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
        Assert.Empty(
            (await client.CallAsync("ListChangeSets", ("StackName", await NestedIdAsync(client)))).Descendants("member")
        );
        var same = await SetAsync("second.yaml", "same");
        Assert.Equal("FAILED", Value(same, "Status"));

        async Task<XElement> SetAsync(string file, string name)
        {
            await client.StartAsync(
                "CreateChangeSet",
                "app",
                ("ChangeSetName", name),
                ("ChangeSetType", "UPDATE"),
                ("IncludeNestedStacks", "true"),
                ("TemplateBody", Parent(file))
            );
            return await client.ChangeSetAsync("app", name);
        }
    }
}
