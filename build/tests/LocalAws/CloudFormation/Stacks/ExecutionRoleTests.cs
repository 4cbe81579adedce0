using static Build.Tests.LocalAws.CloudFormation.QueryClient;

namespace Build.Tests.LocalAws.CloudFormation.Stacks;

public sealed class ExecutionRoleTests
{
    const string Roles = """
        Resources:
          Weak:
            Type: AWS::IAM::Role
            Properties:
              RoleName: weak
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Principal: {Service: cloudformation.amazonaws.com}, Action: sts:AssumeRole}]
          Foreign:
            Type: AWS::IAM::Role
            Properties:
              RoleName: foreign
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
        """;
    const string Parameter =
        "Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: first}}}";

    [Fact]
    public async Task CreateStack_WithARoleThatMayNothing_FailsForWhatTheRoleLacks()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("roles", Roles);
        var stack = await client.CreateAsync(
            "app",
            Parameter,
            ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/weak")
        );
        Assert.Equal("ROLLBACK_COMPLETE", Value(stack, "StackStatus"));
        Assert.Contains(
            await client.EventsAsync("app"),
            e =>
                e.StartsWith("One CREATE_FAILED Resource handler returned message: ", StringComparison.Ordinal)
                && e.Contains(
                    $"User: arn:aws:sts::{LocalWorld.First}:assumed-role/weak/AWSCloudFormation is not authorized to perform: ssm:PutParameter",
                    StringComparison.Ordinal
                )
                && e.EndsWith("HandlerErrorCode: AccessDenied)", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(LocalWorld.First, "CREATE_COMPLETE")]
    [InlineData(LocalWorld.Second, "")]
    public async Task CreateStack_WithARoleThatTrustsCloudFormationForOneAccount_IsForThatOneAlone(
        string account,
        string status
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        var trusting = Roles
            .Replace(
                "Action: sts:AssumeRole}",
                $"Action: sts:AssumeRole, Condition: {{StringEquals: {{'aws:SourceAccount': '{account}'}}}}}}",
                StringComparison.Ordinal
            )
            .Replace(
                "RoleName: weak",
                "RoleName: weak\n      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']",
                StringComparison.Ordinal
            );
        await client.CreateAsync("roles", trusting);

        var answer = await client.CallAsync(
            "CreateStack",
            ("StackName", "app"),
            ("TemplateBody", Parameter),
            ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/weak")
        );

        Assert.Equal(
            status,
            status.Length == 0 ? Value(answer, "StackId") : Value(await client.SettledAsync("app"), "StackStatus")
        );
    }

    [Fact]
    public async Task CreateStack_WithARoleThatDoesNotTrustCloudFormation_IsRefused()
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("roles", Roles);
        var arn = $"arn:aws:iam::{LocalWorld.First}:role/foreign";
        var answer = await client.CallAsync(
            "CreateStack",
            ("StackName", "app"),
            ("TemplateBody", Parameter),
            ("RoleARN", arn)
        );
        Assert.Equal($"Role {arn} is invalid or cannot be assumed", Value(answer, "Message"));
    }

    [Theory]
    [InlineData("ssm:GetParameters", "CREATE_COMPLETE", "")]
    [InlineData(
        "ssm:DeleteParameter",
        "",
        "assumed-role/reader/AWSCloudFormation is not authorized to perform: ssm:GetParameters"
    )]
    public async Task CreateStack_WithAStoredParameter_IsResolvedByItsRole(string action, string status, string refusal)
    {
        await using var world = await LocalWorld.StartAsync();
        using var client = new QueryClient(world, LocalWorld.First);
        await client.CreateAsync("roles", TemplateTexts.ExecutionRoleTemplate("reader", action, "sns:*"));
        await client.CreateAsync("stored", Parameter);

        var answer = await client.CallAsync(
            "CreateStack",
            ("StackName", "app"),
            ("RoleARN", $"arn:aws:iam::{LocalWorld.First}:role/reader"),
            (
                "TemplateBody",
                "Parameters: {One: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /one}}\nResources: {T: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref One}}}"
            )
        );

        Assert.Contains(refusal, Value(answer, "Message"), StringComparison.Ordinal);
        Assert.Equal(status, Value(await client.SettledAsync("app"), "StackStatus"));
    }
}
