using System.Text.Json.Nodes;
using Diagnosis.ExecutionPolicies;
using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.Diagnosis.ExecutionPolicies;

/// <summary>Stacks of an execution role that may do what the policy made for them allows, and nothing else.</summary>
public sealed class ExecutionPolicyTests
{
    const string Own = """
        { "Resources": {
          "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "VersioningConfiguration": { "Status": "Enabled" } } },
          "BucketPolicy": { "Type": "AWS::S3::BucketPolicy", "Properties": { "Bucket": { "Ref": "Bucket" }, "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": { "Fn::GetAtt": ["Role", "Arn"] } }, "Action": "s3:GetObject", "Resource": { "Fn::Sub": "${Bucket.Arn}/*" } } } } },
          "Role": { "Type": "AWS::IAM::Role", "Properties": {
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" } },
            "ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } },
          "Policy": { "Type": "AWS::IAM::Policy", "Properties": { "PolicyName": "p", "Roles": [{ "Ref": "Role" }], "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::Sub": "${Bucket.Arn}/*" } } } } },
          "Function": { "Type": "AWS::Lambda::Function", "DependsOn": "Policy", "Properties": { "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Code": { "ZipFile": "1" }, "Handler": "index.handler", "Runtime": "nodejs20.x" } },
          "Call": { "Type": "AWS::Lambda::Permission", "Properties": { "FunctionName": { "Ref": "Function" }, "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com" } },
          "Queue": { "Type": "AWS::SQS::Queue" },
          "Topic": { "Type": "AWS::SNS::Topic" },
          "Table": { "Type": "AWS::DynamoDB::Table", "Properties": { "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }], "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }] } },
          "Log": { "Type": "AWS::Logs::LogGroup", "Properties": { "RetentionInDays": 1 } },
          "NamedLog": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "/app/log", "RetentionInDays": 1, "Tags": [{ "Key": "a", "Value": "b" }] } },
          "Unnamed": { "Type": "AWS::SSM::Parameter", "Properties": { "Type": "String", "Value": "1" } },
          "Name": { "Type": "AWS::SSM::Parameter", "Properties": { "Name": "/app/name", "Type": "String", "Value": "1" } },
          "Key": { "Type": "AWS::KMS::Key", "Properties": { "EnableKeyRotation": true, "KeyPolicy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root" } }, "Action": "kms:*", "Resource": "*" } } } },
          "Alias": { "Type": "AWS::KMS::Alias", "Properties": { "AliasName": "alias/app", "TargetKeyId": { "Ref": "Key" } } },
          "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": { "GenerateSecretString": {} } },
          "Images": { "Type": "AWS::ECR::Repository" },
          "Rule": { "Type": "AWS::Events::Rule", "Properties": { "ScheduleExpression": "rate(1 day)", "Targets": [{ "Id": "1", "Arn": { "Fn::GetAtt": ["Function", "Arn"] } }] } },
          "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } }
        } }
        """;

    [Fact]
    public async Task Policy_OfWhatTheLocalAwsKnowsBest_DeploysAndDeletesIt()
    {
        await using var world = await PolicedWorld.StartAsync();
        var policy = await PolicedWorld.PolicyOfAsync(Own);
        await world.AllowAsync([.. policy.Documents.Select(document => document.ToJson())]);

        var stack = await world.Client.CreateAsync("App", Own, PolicedWorld.Role);

        var id = Value(stack, "StackId");
        Assert.True(Value(stack, "StackStatus") == "CREATE_COMPLETE", await world.FailuresAsync(id));
        await world.Client.StartAsync("DeleteStack", "App");
        var gone = await world.Client.SettledAsync(id);
        Assert.True(Value(gone, "StackStatus") == "DELETE_COMPLETE", await world.FailuresAsync(id));
    }

    [Fact]
    public async Task Policy_OfAServerlessTemplate_DeploysWhatItStandsFor()
    {
        const string template = """
            { "Transform": "AWS::Serverless-2016-10-31", "Resources": {
              "Orders": { "Type": "AWS::Serverless::SimpleTable" },
              "Handler": { "Type": "AWS::Serverless::Function", "Properties": {
                "InlineCode": "1", "Handler": "index.handler", "Runtime": "nodejs22.x", "AutoPublishAlias": "live",
                "Events": { "Get": { "Type": "Api", "Properties": { "Path": "/", "Method": "get" } } } } }
            } }
            """;
        await using var world = await PolicedWorld.StartAsync();
        var policy = await PolicedWorld.PolicyOfAsync(template);
        await world.AllowAsync([.. policy.Documents.Select(document => document.ToJson())]);

        var stack = await world.Client.CreateAsync(
            "App",
            template,
            PolicedWorld.Role,
            ("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND")
        );

        Assert.True(
            Value(stack, "StackStatus") == "CREATE_COMPLETE",
            await world.FailuresAsync(Value(stack, "StackId"))
        );
    }

    [Fact]
    public async Task Policy_OfWhatHasNames_NamesIt()
    {
        var policy = await PolicedWorld.PolicyOfAsync(Own);
        var statements = policy.Documents.SelectMany(document => document.Statements).ToList();

        Assert.Equal(["arn:aws:s3:::app-bucket-*"], Of("s3:CreateBucket").Resources);
        Assert.Equal(["arn:aws:iam::111111111111:role/App-Role-*"], Of("iam:PassRole").Resources);
        Assert.Equal(["lambda.amazonaws.com"], Of("iam:PassRole").Condition?.Values);
        Assert.Equal(
            [
                "arn:aws:ssm:eu-west-1:111111111111:parameter/CFN-Unnamed-*",
                "arn:aws:ssm:eu-west-1:111111111111:parameter/app/name",
            ],
            Of("ssm:PutParameter").Resources
        );
        Assert.Contains(new NeededFor("App", "Queue", "AWS::SQS::Queue"), Of("sqs:CreateQueue").For);
        var actions = statements.SelectMany(one => one.Actions).ToList();
        // What a bucket's handlers call for properties that this one does not have.
        Assert.Empty(
            actions.Intersect([
                "s3:PutReplicationConfiguration",
                "s3:PutAnalyticsConfiguration",
                "s3:PutInventoryConfiguration",
                "s3:PutMetricsConfiguration",
                "s3:PutIntelligentTieringConfiguration",
            ])
        );
        Assert.DoesNotContain(actions, action => action.StartsWith("s3tables:", StringComparison.Ordinal));
        Assert.DoesNotContain(
            statements,
            one => one.Actions.Any(action => action.Contains('*', StringComparison.Ordinal))
        );
        Assert.Equal(
            policy.Documents.Select(document => document.ToText()),
            (await PolicedWorld.PolicyOfAsync(Own)).Documents.Select(document => document.ToText())
        );

        ExecutionStatement Of(string action) => statements.Find(statement => statement.Actions.Contains(action))!;
    }

    /// <summary>Handlers begin names with the stack's or with the logical id, and shorten both to what they allow.</summary>
    [Theory]
    [InlineData("AWS::StepFunctions::StateMachine", "states:CreateStateMachine", "stateMachine:Made-*")]
    [InlineData("AWS::Kinesis::Stream", "kinesis:CreateStream", "stream/App-Made-*")]
    [InlineData("AWS::IoT::RoleAlias", "iot:CreateRoleAlias", "rolealias/Made_*")]
    [InlineData("AWS::Redshift::Cluster", "redshift:CreateCluster", "cluster:made-*")]
    public async Task Policy_OfWhatHasNoName_AllowsWhatItsHandlerMakesUp(string type, string action, string pattern)
    {
        await using var world = await PolicedWorld.StartAsync();
        foreach (var logicalId in new[] { "Made", new string('L', 120) })
        {
            var template = PolicedWorld
                .Template(type)
                .Replace(
                    $"\"{type.Replace("::", "", StringComparison.Ordinal)}\":",
                    $"\"{logicalId}\":",
                    StringComparison.Ordinal
                );
            var policy = await PolicedWorld.PolicyOfAsync(template);
            await world.AllowAsync([.. policy.Documents.Select(document => document.ToJson())]);

            var stack = await world.Client.CreateAsync("App", template, PolicedWorld.Role);

            var id = Value(stack, "StackId");
            Assert.True(Value(stack, "StackStatus") == "CREATE_COMPLETE", await world.FailuresAsync(id));
            if (logicalId == "Made")
                Assert.Contains(
                    policy.Documents.SelectMany(document => document.Statements),
                    statement =>
                        statement.Actions.Contains(action)
                        && statement.Resources.Any(arn => arn.EndsWith(pattern, StringComparison.Ordinal))
                );
            await world.Client.StartAsync("DeleteStack", "App");
            Assert.Equal("DELETE_COMPLETE", Value(await world.Client.SettledAsync(id), "StackStatus"));
        }
    }

    /// <summary>Found in public templates: what is named by a path, a layer, a function's ARN or a region's principal.</summary>
    [Fact]
    public async Task Policy_OfWhatIsNamedInOtherWays_DeploysAndDeletesIt()
    {
        const string template = """
            { "Resources": {
              "Role": { "Type": "AWS::IAM::Role", "Properties": { "Path": { "Fn::Sub": "/${AWS::StackName}/" },
                "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "Service": ["lambda.amazonaws.com", { "Fn::Sub": "states.${AWS::Region}.amazonaws.com" }] }, "Action": "sts:AssumeRole" } } } },
              "Function": { "Type": "AWS::Lambda::Function", "Properties": { "FunctionName": "named", "Role": { "Fn::GetAtt": ["Role", "Arn"] }, "Code": { "ZipFile": "1" }, "Handler": "index.handler", "Runtime": "nodejs22.x",
                "Layers": [{ "Fn::Sub": "arn:aws:lambda:${AWS::Region}:580247275435:layer:LambdaInsightsExtension:53" }] } },
              "Url": { "Type": "AWS::Lambda::Url", "Properties": { "TargetFunctionArn": { "Ref": "Function" }, "AuthType": "AWS_IAM" } },
              "Version": { "Type": "AWS::Lambda::Version", "Properties": { "FunctionName": { "Ref": "Function" } } },
              "Alias": { "Type": "AWS::Lambda::Alias", "Properties": { "FunctionName": { "Ref": "Function" }, "FunctionVersion": { "Fn::GetAtt": ["Version", "Version"] }, "Name": "live" } },
              "Machine": { "Type": "AWS::StepFunctions::StateMachine", "Properties": { "RoleArn": { "Fn::GetAtt": ["Role", "Arn"] }, "DefinitionString": "{}" } }
            } }
            """;
        await using var world = await PolicedWorld.StartAsync();
        var policy = await PolicedWorld.PolicyOfAsync(template);
        await world.AllowAsync([.. policy.Documents.Select(document => document.ToJson())]);

        var stack = await world.Client.CreateAsync("App", template, PolicedWorld.Role);

        var id = Value(stack, "StackId");
        Assert.True(Value(stack, "StackStatus") == "CREATE_COMPLETE", await world.FailuresAsync(id));
        await world.Client.StartAsync("DeleteStack", "App");
        var gone = await world.Client.SettledAsync(id);
        Assert.True(Value(gone, "StackStatus") == "DELETE_COMPLETE", await world.FailuresAsync(id));
    }

    /// <summary>As many resources as a template takes.</summary>
    [Fact]
    public async Task Policy_OfAsMuchAsATemplateTakes_StaysWithinTheLimits()
    {
        var resources = new JsonObject();
        for (var number = 0; number < 500; number++)
            resources[$"{new string('L', 150)}{number}"] = new JsonObject { ["Type"] = "AWS::Logs::LogGroup" };

        var policy = await PolicedWorld.PolicyOfAsync(new JsonObject { ["Resources"] = resources }.ToJsonString());

        Assert.InRange(policy.Documents.Count, 1, PolicyDocuments.MostDocuments);
        Assert.Equal(PolicyExactness.Stacks, policy.Exactness);
        Assert.All(
            policy.Documents,
            document => Assert.InRange(document.ToJson().ToJsonString().Length, 1, PolicyDocuments.LongestDocument)
        );
    }
}
