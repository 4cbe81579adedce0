using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.ResourceTypes;

/// <summary>What services make sure that they may do before they take a resource.</summary>
public sealed class ServicePermissionTests
{
    const string Topic = $"arn:aws:sns:eu-west-1:{LocalWorld.First}:dead";

    [Theory]
    [InlineData("VpcConfig: {SubnetIds: [subnet-1]}", "ec2:CreateNetworkInterface", "CreateNetworkInterface on EC2")]
    [InlineData($"DeadLetterConfig: {{TargetArn: '{Topic}'}}", "sns:Publish", "Publish on SNS")]
    [InlineData(
        $"DeadLetterConfig: {{TargetArn: 'arn:aws:sqs:eu-west-1:{LocalWorld.First}:dead'}}",
        "sqs:SendMessage",
        "SendMessage on SQS"
    )]
    [InlineData("TracingConfig: {Mode: Active}", "xray:PutTraceSegments", "PutTraceSegments on XRAY")]
    public async Task CreateStack_OfAFunctionWhoseRoleLacksWhatItsConfigurationNeeds_Fails(
        string configuration,
        string action,
        string words
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var refused = await client.CreateAsync("refused", Function(configuration, "logs:PutLogEvents"));
        var taken = await client.CreateAsync("taken", Function(configuration, action));

        Assert.Equal("ROLLBACK_COMPLETE", Value(refused, "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("refused"),
            e =>
                e.Contains(
                    $"The provided execution role does not have permissions to call {words} (Service: Lambda, Status Code: 400",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("CREATE_COMPLETE", Value(taken, "StackStatus"));
    }

    [Theory]
    [InlineData("arn:aws:logs:eu-west-1:111111111111:log-group:secret", "CREATE_COMPLETE")]
    [InlineData("arn:aws:logs:eu-west-1:111111111111:log-group:other", "ROLLBACK_COMPLETE")]
    public async Task CreateStack_OfALogGroupWithAKey_NeedsTheKeyToLetTheServiceUseIt(string group, string status)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var stack = await client.CreateAsync("app", Group(group));

        Assert.Equal(status, Value(stack, "StackStatus"));
        Assert.Equal(
            status != "CREATE_COMPLETE",
            (await client.EventsAsync("app")).Any(e =>
                e.Contains(
                    "The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-west-1:111111111111:log-group:secret'",
                    StringComparison.Ordinal
                )
            )
        );
    }

    [Fact]
    public async Task CreateStack_OfAFunctionWithALayer_NeedsItToBeReadable()
    {
        const string Layer = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53";
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var function = Function($"Layers: ['{Layer}']", "logs:PutLogEvents");
        var deployer = ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/deployer");
        await client.CreateAsync("deployer", Deployer("lambda:CreateFunction"));

        await client.CreateAsync("refused", function, deployer);
        await client.UpdateAsync("deployer", Deployer("lambda:*"));
        var taken = await client.CreateAsync("taken", function, deployer);

        Assert.Contains(
            await client.EventsAsync("refused"),
            e =>
                e.Contains(
                    $"is not authorized to perform: lambda:GetLayerVersion on resource: {Layer}",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("CREATE_COMPLETE", Value(taken, "StackStatus"));
    }

    [Theory]
    [InlineData(LocalWorld.First, "mine", "CREATE_COMPLETE")]
    [InlineData(LocalWorld.First, "other", "ROLLBACK_COMPLETE")]
    [InlineData(LocalWorld.Second, "mine", "ROLLBACK_COMPLETE")]
    public async Task CreateStack_OfAProjectWhoseRoleTrustsCodeBuildForOneProject_IsForThatOneAlone(
        string account,
        string project,
        string status
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);

        var stack = await client.CreateAsync("app", Project(account, project));

        Assert.Equal(status, Value(stack, "StackStatus"));
        Assert.Equal(
            status != "CREATE_COMPLETE",
            (await client.EventsAsync("app")).Any(e =>
                e.Contains("CodeBuild is not authorized to perform: sts:AssumeRole on", StringComparison.Ordinal)
            )
        );
    }

    static string Project(string account, string project) =>
        $$"""
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal: {Service: codebuild.amazonaws.com}
                        Action: sts:AssumeRole
                        Condition:
                          StringEquals:
                            aws:SourceAccount: "{{account}}"
                            aws:SourceArn: arn:aws:codebuild:eu-west-1:{{LocalWorld.First}}:project/{{project}}
              Project:
                Type: AWS::CodeBuild::Project
                Properties:
                  Name: mine
                  ServiceRole: !GetAtt Role.Arn
                  Artifacts: {Type: NO_ARTIFACTS}
                  Environment: {ComputeType: BUILD_GENERAL1_SMALL, Image: "aws/codebuild/standard:7.0", Type: LINUX_CONTAINER}
                  Source: {Type: NO_SOURCE, BuildSpec: "version: 0.2"}
            """;

    static string Deployer(string action) =>
        TemplateTexts.ExecutionRoleTemplate("deployer", action, "lambda:DeleteFunction", "iam:*");

    static string Function(string configuration, string action) =>
        $$"""
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
                  Policies:
                    - PolicyName: one
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement: [{Effect: Allow, Action: "{{action}}", Resource: "*"}]
              Function:
                Type: AWS::Lambda::Function
                Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}, {{configuration}}}
            """;

    static string Group(string group) =>
        $$"""
            Resources:
              Key:
                Type: AWS::KMS::Key
                Properties:
                  KeyPolicy:
                    Version: "2012-10-17"
                    Statement:
                      - {Effect: Allow, Principal: {AWS: "111111111111"}, Action: "kms:*", Resource: "*"}
                      - Effect: Allow
                        Principal: {Service: logs.eu-west-1.amazonaws.com}
                        Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
                        Resource: "*"
                        Condition:
                          ArnEquals: {"kms:EncryptionContext:aws:logs:arn": "{{group}}"}
              Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: secret, KmsKeyId: !GetAtt Key.Arn} }
            """;
}
