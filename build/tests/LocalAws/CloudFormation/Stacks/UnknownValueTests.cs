using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>What a resource will be is a value before it exists: functions of it are unknown in a change set, not wrong.</summary>
public sealed class UnknownValueTests
{
    static readonly string[] values =
    [
        "!Select [5, !Split [':', !GetAtt Queue.Arn]]",
        "!Select [0, !Split ['/', !Select [5, !Split [':', !GetAtt Queue.Arn]]]]",
        "!Join ['-', !Split [':', !Ref Topic]]",
        "!Join ['', ['arn:', !Ref Topic, '/*']]",
        "!Sub ['${Name}', {Name: !Select [1, !Split ['o', !GetAtt Queue.Arn]]}]",
        "!Base64 {Ref: Topic}",
        "!Sub ['${L}', {L: {Fn::Length: !Split [':', !GetAtt Queue.Arn]}}]",
        "{Fn::ToJsonString: {Topic: !Ref Topic, Parts: !Split [':', !GetAtt Queue.Arn]}}",
        "{Fn::FindInMap: [Names, !Select [2, !Split [':', !Ref Topic]], name]}",
        "!If [Yes, !Select [3, !Split [':', !Ref Topic]], !Ref AWS::NoValue]",
    ];

    [Fact]
    public async Task CreateChangeSet_FunctionsOfWhatDoesNotExistYet_AreUnknownAndThenTold()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var parameters = values.Select(
            (value, number) =>
                FormattableString.Invariant(
                    $"  P{number}: {{Type: AWS::SSM::Parameter, Properties: {{Type: String, Name: /p{number}, Value: {value}}}}}"
                )
        );
        var template = $$"""
            Transform: AWS::LanguageExtensions
            Mappings: {Names: {sns: {name: topics} } }
            Conditions: {Yes: !Equals [a, a]}
            Resources:
              Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news} }
              Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: work} }
            {{string.Join('\n', parameters)}}
            """;

        await client.CallAsync(
            "CreateChangeSet",
            ("StackName", "app"),
            ("ChangeSetName", "first"),
            ("ChangeSetType", "CREATE"),
            ("TemplateBody", template)
        );
        var planned = await client.ChangeSetAsync("app", "first");
        await client.CallAsync("ExecuteChangeSet", ("StackName", "app"), ("ChangeSetName", "first"));
        var stack = await client.SettledAsync("app");

        Assert.True(Value(planned, "Status") == "CREATE_COMPLETE", planned.ToString());
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        using var ssm = new Amazon.SimpleSystemsManagement.AmazonSimpleSystemsManagementClient(
            world.Administrator(LocalWorld.First),
            world.Configure(new Amazon.SimpleSystemsManagement.AmazonSimpleSystemsManagementConfig())
        );
        var told = await ssm.GetParametersByPathAsync(new() { Path = "/" }, Stop);
        var found = told.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        Assert.Equal("work", found["/p0"]);
        Assert.Equal("work", found["/p1"]);
        Assert.Equal("arn-aws-sns-eu-west-1-111111111111-news", found["/p2"]);
        Assert.Equal("6", found["/p6"]);
        Assert.Equal(
            """{"Topic":"arn:aws:sns:eu-west-1:111111111111:news","Parts":["arn","aws","sqs","eu-west-1","111111111111","work"]}""",
            found["/p7"]
        );
        Assert.Equal("topics", found["/p8"]);
        Assert.Equal("eu-west-1", found["/p9"]);
    }

    [Fact]
    public async Task CreateChangeSet_NestedStackWhoseParameterIsUnknown_LeavesItsConditionsOpen()
    {
        const string Bucket = "templates";
        const string Nested = """
            Parameters:
              Name: {Type: String, AllowedPattern: "[a-z]+"}
              Names: {Type: CommaDelimitedList, Default: ""}
            Conditions: {IsTopic: !Not [!Equals [!Ref Name, ""]]}
            Rules: {Some: {Assertions: [{Assert: !Not [!Equals [!Ref Name, none]]}]}}
            Resources:
              One: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !If [IsTopic, !Ref Two, !Select [0, !Ref Names]]}}
              Two: {Type: AWS::SNS::Topic, Condition: IsTopic}
            """;
        string Parent(string name, string more) =>
            $$"""
                Resources:
                  {{more}}
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: https://s3.eu-west-1.amazonaws.com/{{Bucket}}/nested.yaml
                      Parameters: {Name: {{name}} }
                """;
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "bucket",
            $"Resources: {{B: {{Type: AWS::S3::Bucket, Properties: {{BucketName: {Bucket}}}}}}}"
        );
        await client.PutObjectAsync(Bucket, "nested.yaml", Nested);
        Assert.Equal("CREATE_COMPLETE", Value(await client.CreateAsync("app", Parent("first", "")), "StackStatus"));

        await client.CallAsync(
            "CreateChangeSet",
            ("StackName", "app"),
            ("ChangeSetName", "second"),
            ("IncludeNestedStacks", "true"),
            (
                "TemplateBody",
                Parent(
                    "!Select [5, !Split [':', !Ref Topic]]",
                    "Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}"
                )
            )
        );
        var planned = await client.ChangeSetAsync("app", "second");
        await client.CallAsync("ExecuteChangeSet", ("StackName", "app"), ("ChangeSetName", "second"));

        Assert.True(Value(planned, "Status") == "CREATE_COMPLETE", planned.ToString());
        Assert.Equal("UPDATE_COMPLETE", Value(await client.SettledAsync("app"), "StackStatus"));
    }
}
