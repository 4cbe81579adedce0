using System.Xml.Linq;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Transforms;

/// <summary>Stacks of templates with the transform AWS::Serverless-2016-10-31.</summary>
public sealed class ServerlessTemplateTests
{
    const string Template = """
        Transform: AWS::Serverless-2016-10-31
        Globals: {Function: {Runtime: nodejs22.x, Handler: index.handler, Timeout: 5}}
        Parameters: {Alias: {Type: String, Default: live}}
        Resources:
          Orders: {Type: AWS::Serverless::SimpleTable}
          Work: {Type: AWS::SQS::Queue}
          Handler:
            Type: AWS::Serverless::Function
            Properties:
              InlineCode: exports.handler = async () => 1
              AutoPublishAlias: !Ref Alias
              Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Orders}}]
              Events:
                Get: {Type: Api, Properties: {Path: /orders, Method: get}}
                Root: {Type: HttpApi}
                Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
                Queue: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn}}
        Outputs:
          It: {Value: !Sub "https://${ServerlessRestApi}.execute-api.${AWS::Region}.amazonaws.com/Prod"}
        """;

    static readonly (string, string)[] Acknowledged =
    [
        ("Capabilities.member.1", "CAPABILITY_IAM"),
        ("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND"),
    ];

    static async Task<XElement> ChangeSetAsync(QueryClient client, string type, string template)
    {
        await client.CallAsync(
            "CreateChangeSet",
            ("StackName", "app"),
            ("ChangeSetName", "one"),
            ("ChangeSetType", type),
            ("TemplateBody", template),
            ("Capabilities.member.1", "CAPABILITY_IAM")
        );
        return await client.ChangeSetAsync("app", "one");
    }

    [Fact]
    public async Task CreateChangeSet_OfAServerlessTemplate_MakesWhatItStandsFor()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var made = await ChangeSetAsync(client, "CREATE", Template);
        await client.StartAsync("ExecuteChangeSet", "app", ("ChangeSetName", "one"));
        var stack = await client.SettledAsync("app");
        var original = await client.CallAsync("GetTemplate", ("StackName", "app"), ("TemplateStage", "Original"));
        var processed = await client.CallAsync("GetTemplate", ("StackName", "app"), ("TemplateStage", "Processed"));
        var again = await ChangeSetAsync(client, "UPDATE", Template);
        await client.StartAsync("DeleteStack", "app");
        var deleted = await client.SettledAsync(Value(stack, "StackId"));

        Assert.Contains("HandlerAliaslive", made.Descendants("LogicalResourceId").Select(id => id.Value));
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(Template, Value(original, "TemplateBody"));
        Assert.DoesNotContain("AWS::Serverless", Value(processed, "TemplateBody"), StringComparison.Ordinal);
        Assert.Contains("\"ServerlessRestApiProdStage\"", Value(processed, "TemplateBody"), StringComparison.Ordinal);
        Assert.StartsWith(
            "The submitted information didn't contain",
            Value(again, "StatusReason"),
            StringComparison.Ordinal
        );
        Assert.Equal("DELETE_COMPLETE", Value(deleted, "StackStatus"));
    }

    [Fact]
    public async Task CreateStack_WithoutTheAcknowledgement_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var refused = await client.RefusalAsync(
            "CreateStack",
            ("StackName", "app"),
            ("TemplateBody", Template),
            Acknowledged[0]
        );
        var summary = await client.CallAsync("GetTemplateSummary", ("TemplateBody", Template));
        var stack = await client.CreateAsync("app", Template, Acknowledged[1]);

        Assert.Equal("Requires capabilities : [CAPABILITY_AUTO_EXPAND]", refused);
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal(
            ["AWS::Serverless::SimpleTable", "AWS::SQS::Queue", "AWS::Serverless::Function"],
            summary.Descendants("ResourceTypes").Elements("member").Select(type => type.Value)
        );
        Assert.Equal("CAPABILITY_AUTO_EXPAND", Value(summary.Descendants("Capabilities").Single(), "member"));
    }

    [Fact]
    public async Task CreateChangeSet_OfWhatTheModelDoesNotHave_FailsWithItsReason()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var failed = await ChangeSetAsync(
            client,
            "CREATE",
            "Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::Serverless::Api}}"
        );

        Assert.Equal("FAILED", Value(failed, "Status"));
        Assert.Equal(
            "Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [A] is invalid. Missing required property 'StageName'.",
            Value(failed, "StatusReason")
        );
    }

    /// <summary>A service control policy takes the one permission away that its administrator has.</summary>
    [Fact]
    public async Task CreateChangeSet_WithoutPermissionOnTheTransform_FailsWithTheStatement()
    {
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                ServiceControlPolicies =
                [
                    new(
                        "NoTransforms",
                        """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "cloudformation:CreateChangeSet", "Resource": "arn:aws:cloudformation:*:aws:transform/*"}]}"""
                    ),
                ],
            }
        );
        using var client = new QueryClient(world, LocalWorld.First);

        var failed = await ChangeSetAsync(client, "CREATE", Template);

        Assert.Equal("FAILED", Value(failed, "Status"));
        Assert.Contains(
            "is not authorized to perform: cloudformation:CreateChangeSet on resource: arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31",
            Value(failed, "StatusReason"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CreateStack_WithSnippets_MakesWhatTheyHave()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync(
            "store",
            "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: snippets}}}"
        );
        await client.PutObjectAsync("snippets", "topic.yaml", "Included: {Type: AWS::SNS::Topic}");
        await client.PutObjectAsync("snippets", "outputs.json", """{"Outputs": {"It": {"Value": {"Ref": "Own"}}}}""");
        await client.PutObjectAsync("snippets", "name.yaml", "DisplayName: listed");
        const string template = """
            Parameters: {Store: {Type: String, Default: snippets}}
            Transform: {Name: AWS::Include, Parameters: {Location: "s3://snippets/outputs.json"}}
            Resources:
              Own: {Type: AWS::SNS::Topic, Properties: {TopicName: own}}
              Fn::Transform: [{Name: AWS::Include, Parameters: {Location: !Sub "s3://${Store}/KEY"}}]
              Listed: {Type: AWS::SNS::Topic, Properties: {"Fn::Transform": {Name: AWS::Include, Parameters: {Location: "s3://snippets/name.yaml"}}}}
            """;

        var stack = await client.CreateAsync(
            "app",
            template.Replace("KEY", "topic.yaml", StringComparison.Ordinal),
            Acknowledged[1]
        );
        var resources = await client.CallAsync("DescribeStackResources", ("StackName", "app"));
        var missing = await client.RefusalAsync(
            "CreateStack",
            ("StackName", "other"),
            ("TemplateBody", template.Replace("KEY", "absent", StringComparison.Ordinal)),
            Acknowledged[1]
        );

        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        Assert.Equal($"arn:aws:sns:eu-west-1:{LocalWorld.First}:own", Value(stack, "OutputValue"));
        Assert.Equal(
            ["Included", "Listed", "Own"],
            resources.Descendants("LogicalResourceId").Select(id => id.Value).Order(StringComparer.Ordinal)
        );
        Assert.StartsWith("Transform AWS::Include failed with: S3 error: ", missing, StringComparison.Ordinal);
    }
}
