using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>What an execution role lacks for a resource is what its creation fails for.</summary>
public sealed class PermissionTests
{
    const string Function = $"arn:aws:lambda:eu-west-1:{LocalWorld.First}:function:absent";
    const string ServiceRole = $"arn:aws:iam::{LocalWorld.First}:role/service";

    const string Topic = $"arn:aws:sns:eu-west-1:{LocalWorld.First}:t";

    /// <summary>Types with properties, and the action and resource that their creation begins with.</summary>
    public static TheoryData<string, string, string, string> Needs() =>
        new()
        {
            { "Custom::Thing", $"ServiceToken: '{Function}'", "lambda:InvokeFunction", Function },
            {
                "AWS::CodePipeline::Pipeline",
                $"Name: p, RoleArn: '{ServiceRole}', Stages: []",
                "codepipeline:CreatePipeline",
                $"arn:aws:codepipeline:eu-west-1:{LocalWorld.First}:p"
            },
            {
                "AWS::CodeBuild::Project",
                $"Name: b, ServiceRole: '{ServiceRole}', Artifacts: {{Type: NO_ARTIFACTS}}, Environment: {{Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL, Image: i}}, Source: {{Type: NO_SOURCE, BuildSpec: b}}",
                "codebuild:CreateProject",
                $"arn:aws:codebuild:eu-west-1:{LocalWorld.First}:project/b"
            },
            {
                "AWS::CodeBuild::ReportGroup",
                "Name: g, Type: TEST, ExportConfig: {ExportConfigType: NO_EXPORT}",
                "codebuild:CreateReportGroup",
                $"arn:aws:codebuild:eu-west-1:{LocalWorld.First}:report-group/g"
            },
            {
                "AWS::CodeStarConnections::Connection",
                "ConnectionName: c",
                "codestar-connections:CreateConnection",
                $"arn:aws:codestar-connections:eu-west-1:{LocalWorld.First}:connection/"
            },
            {
                "AWS::Events::Rule",
                "Name: r, EventPattern: '{}'",
                "events:PutRule",
                $"arn:aws:events:eu-west-1:{LocalWorld.First}:rule/r"
            },
            { "AWS::SNS::TopicPolicy", $"PolicyDocument: {{}}, Topics: ['{Topic}']", "sns:SetTopicAttributes", Topic },
            {
                "AWS::SQS::QueuePolicy",
                $"PolicyDocument: {{}}, Queues: ['https://sqs.eu-west-1.amazonaws.com/{LocalWorld.First}/q']",
                "sqs:SetQueueAttributes",
                $"arn:aws:sqs:eu-west-1:{LocalWorld.First}:q"
            },
            {
                "AWS::IAM::InstanceProfile",
                "InstanceProfileName: i, Path: /p/, Roles: [service]",
                "iam:CreateInstanceProfile",
                $"arn:aws:iam::{LocalWorld.First}:instance-profile/p/i"
            },
            { "AWS::IAM::Group", "GroupName: g", "iam:CreateGroup", $"arn:aws:iam::{LocalWorld.First}:group/g" },
            {
                "AWS::IAM::AccessKey",
                "UserName: administrator",
                "iam:CreateAccessKey",
                $"arn:aws:iam::{LocalWorld.First}:user/administrator"
            },
        };

    [Theory]
    [MemberData(nameof(Needs))]
    public async Task CreateStack_ByARoleThatMayNothing_FailsForTheActionThatTheTypeNeeds(
        string type,
        string properties,
        string action,
        string resource
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("roles", Roles("s3:ListBucket"));
        var stack = await client.CreateAsync(
            "app",
            $"Resources: {{Thing: {{Type: '{type}', Properties: {{{properties}}}}}}}",
            ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/execution")
        );
        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("app"),
            e =>
                e.StartsWith("Thing CREATE_FAILED", StringComparison.Ordinal)
                && e.Contains(
                    $"assumed-role/execution/AWSCloudFormation is not authorized to perform: {action} on resource: {resource}",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task CreateStack_OfAPipeline_NeedsTheRoleToBePassedAndToTrustThePipeline()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var execution = ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/execution");
        var template = $$"""
            Resources:
              Thing:
                Type: AWS::CodePipeline::Pipeline
                Properties:
                  RoleArn: '{{ServiceRole}}'
                  ArtifactStore: {Type: S3, Location: artifacts}
                  Stages:
                    - Name: Source
                      Actions:
                        - Name: Source
                          ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
                          Configuration: {S3Bucket: source, S3ObjectKey: source.zip, PollForSourceChanges: false}
                          OutputArtifacts: [{Name: Source}]
                    - Name: Ask
                      Actions:
                        - Name: Ask
                          ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: "1"}
            """;
        await client.CreateAsync("roles", Roles("codepipeline:*"));
        await client.CreateAsync("one", template, execution);
        Assert.Contains(
            await client.EventsAsync("one"),
            e =>
                e.Contains(
                    $"is not authorized to perform: iam:PassRole on resource: {ServiceRole}",
                    StringComparison.Ordinal
                )
        );
        await client.UpdateAsync("roles", Roles("*"));
        await client.CreateAsync("two", template, execution);
        Assert.Contains(
            await client.EventsAsync("two"),
            e =>
                e.Contains(
                    $"CodePipeline is not authorized to perform AssumeRole on role {ServiceRole}",
                    StringComparison.Ordinal
                )
        );
        await client.UpdateAsync("roles", Roles("*", "codepipeline.amazonaws.com"));
        Assert.Equal("CREATE_COMPLETE", Value(await client.CreateAsync("three", template, execution), "StackStatus"));
    }

    [Fact]
    public async Task CreateStack_OfATypeThatIsNotOfAws_SaysThatItsPermissionsWereNotChecked()
    {
        const string Notice = "Simulated: the permissions that Fancy::Thing::Kind needs were not checked";
        var log = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var world = await LocalWorld.StartAsync(o => o with { Log = log.Enqueue });
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("app", "Resources: {A: {Type: Fancy::Thing::Kind}, B: {Type: Fancy::Thing::Kind}}");
        Assert.Contains($"A CREATE_COMPLETE {Notice}", await client.EventsAsync("app"));
        Assert.Single(log, line => line.Contains(Notice, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateStack_OfAnAccessKey_GivesItsSecretToTheTemplateAlone()
    {
        const string Template = """
            Resources:
              User: {Type: AWS::IAM::User}
              Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref User}}
              Kept: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !GetAtt Key.SecretAccessKey}}
            """;
        var log = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var world = await LocalWorld.StartAsync(o => o with { Log = log.Enqueue });
        using var client = new QueryClient(world, LocalWorld.First);
        var stack = await client.CreateAsync("app", Template);
        Assert.Equal("CREATE_COMPLETE", Value(stack, "StackStatus"));
        var resources = await client.CallAsync("DescribeStackResources", ("StackName", "app"));
        var key = resources.Descendants("member").Single(r => Value(r, "LogicalResourceId") == "Key");
        Assert.StartsWith("AKIA", Value(key, "PhysicalResourceId"), StringComparison.Ordinal);
        Assert.Empty(log);
        await client.StartAsync("DeleteStack", "app");
        Assert.Equal("DELETE_COMPLETE", Value(await client.SettledAsync(Value(stack, "StackId")), "StackStatus"));
    }

    static string Roles(string action, string trusted = "lambda.amazonaws.com") =>
        $$"""
            Resources:
              Execution: {{TemplateTexts.ExecutionRole("execution", action)}}
              Service:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: service
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {Service: {{trusted}} }, Action: sts:AssumeRole}]
            """;
}
