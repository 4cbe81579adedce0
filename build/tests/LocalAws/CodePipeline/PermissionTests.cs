using System.Text.Json.Nodes;
using Build.Tests.LocalAws.CloudFormation;
using StackClient = Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CodePipeline;

/// <summary>What the roles of a pipeline lack is what its actions fail for, by name.</summary>
public sealed class PermissionTests
{
    const string Other = LocalWorld.First;
    const string OtherRole = $"arn:aws:iam::{Other}:role/deployer";

    /// <summary>What the role may do, and what the error names.</summary>
    [Theory]
    [InlineData("""{Effect: Allow, Action: "kms:*", Resource: "*"}""", "Source", "Checkout", "s3:PutObject")]
    [InlineData("""{Effect: Allow, Action: "s3:*", Resource: "*"}""", "One", "one", "cloudformation:DescribeStacks")]
    [InlineData(
        """{Effect: Allow, NotAction: "cloudformation:CreateStack", Resource: "*"}""",
        "One",
        "one",
        "cloudformation:CreateStack"
    )]
    public async Task Action_WhoseRoleLacksAPermission_NamesTheRoleAndThePermission(
        string statements,
        string stage,
        string action,
        string missing
    )
    {
        await using var world = await PipelineWorld.StartAsync(statements);
        var id = await world.CreateAsync(Actions.Stage("One", Actions.Stack("one")));

        Assert.Equal("Failed", await world.EndedAsync(id));
        var error = (await world.ActionAsync(stage, action))!["errorDetails"]!;
        Assert.Equal("PermissionError", error["code"]!.GetValue<string>());
        Assert.Contains(
            $"assumed-role/pipeline/{id} is not authorized to perform: {missing}",
            error["message"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "because no identity-based policy allows",
            error["message"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task StackAction_InAnotherAccount_NeedsTrustAndTheStoresBucketAndKey()
    {
        await using var world = await PipelineWorld.StartAsync();
        using var stacks = new StackClient(world.World, Other);
        await stacks.CreateAsync("roles", Deployer(trusted: LocalWorld.Second));
        var key = await KeyAsync(world, Other);
        var definition = PipelineWorld.Definition(
            Actions.Stage(
                "One",
                Actions.Stack(
                    "one",
                    $",\"RoleArn\":\"arn:aws:iam::{Other}:role/execution\"",
                    more: $",\"roleArn\":\"{OtherRole}\""
                )
            )
        );
        definition["artifactStore"]!["encryptionKey"] = new JsonObject { ["id"] = key, ["type"] = "KMS" };
        var id = await world.CreateAsync(definition);
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains(
            $"sts:AssumeRole on resource: {OtherRole}",
            await world.ErrorAsync("One", "one"),
            StringComparison.Ordinal
        );

        await stacks.UpdateAsync("roles", Deployer(trusted: PipelineWorld.Account));
        await world.RetryAsync("One", id);
        Assert.Equal("Failed", await world.EndedAsync(id));
        Assert.Contains("s3:GetObject", await world.ErrorAsync("One", "one"), StringComparison.Ordinal);

        await world.Stacks.CreateAsync("share", Share());
        await world.RetryAsync("One", id);

        Assert.Equal("Succeeded", await world.EndedAsync(id));
        Assert.Equal("plain", await world.ParameterAsync("/kept", Other));
    }

    [Fact]
    public async Task PutApprovalResult_ByWhoMayNot_NamesTheAction()
    {
        await using var world = await PipelineWorld.StartAsync();
        await world.CreateAsync(Actions.Stage("Ask", Actions.Approval("one")));
        var token = await world.TokenAsync("Ask", "one");
        await world.Stacks.CreateAsync(
            "user",
            """
            Resources:
              User:
                Type: AWS::IAM::User
                Properties:
                  Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "codepipeline:*", Resource: !Sub "arn:aws:codepipeline:*:${AWS::AccountId}:p/Other/*"}]}}]
              Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref User}}
            Outputs: {Id: {Value: !Ref Key}, Secret: {Value: !GetAtt Key.SecretAccessKey}}
            """
        );
        var outputs = (await world.Stacks.CallAsync("DescribeStacks", ("StackName", "user")))
            .Descendants("OutputValue")
            .ToList();
        var key = new SignedRequest.Key(outputs[0].Value, outputs[1].Value);

        var (status, answer) = await world.Pipelines.SendAsync(
            key,
            "PutApprovalResult",
            PipelineWorld.ResultOf("Ask", "one", token, "Approved")
        );

        Assert.Equal(400, status);
        Assert.Contains(
            $"codepipeline:PutApprovalResult on resource: arn:aws:codepipeline:eu-west-1:{PipelineWorld.Account}:p/Ask/one",
            answer["message"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    static async Task<string> KeyAsync(PipelineWorld world, string account)
    {
        using var client = new JsonClient(world.World, "kms", "TrentService");
        var policy = new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                new JsonObject
                {
                    ["Effect"] = "Allow",
                    ["Principal"] = new JsonObject
                    {
                        ["AWS"] = new JsonArray(
                            $"arn:aws:iam::{account}:root",
                            $"arn:aws:iam::{PipelineWorld.Account}:root"
                        ),
                    },
                    ["Action"] = "kms:*",
                    ["Resource"] = "*",
                }
            ),
        };
        var made = await client.CallAsync(
            PipelineWorld.Account,
            "CreateKey",
            new() { ["Policy"] = policy.ToJsonString() }
        );
        return made["KeyMetadata"]!["Arn"]!.GetValue<string>();
    }

    static string Deployer(string trusted) =>
        $$"""
            Resources:
              Deployer:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: deployer
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::{{trusted}}:root"}, Action: sts:AssumeRole}]
                  Policies: [{PolicyName: all, PolicyDocument: {Version: "2012-10-17", Statement: [{{PipelineWorld.Everything}}]} }]
              Execution: {{TemplateTexts.ExecutionRole("execution", "ssm:*")}}
            """;

    static string Share() =>
        $$"""
            Resources:
              Policy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: {{PipelineWorld.Bucket}}
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement: [{Effect: Allow, Principal: {AWS: "{{OtherRole}}"}, Action: "s3:GetObject", Resource: "arn:aws:s3:::{{PipelineWorld.Bucket}}/*"}]
            """;
}
