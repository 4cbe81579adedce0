namespace Build.Tests.LocalAws.CloudFormation.Stacks;

/// <summary>Each call that hands a role to CloudFormation takes iam:PassRole on that role, to that service, in one account.</summary>
public sealed class PassRoleTests
{
    const string Template =
        "Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Name: /one, Type: String, Value: first}}}";
    const string Everything = """{"Effect":"Allow","Action":["cloudformation:*","ssm:*"],"Resource":"*"}""";
    const string RefusedPass = "is not authorized to perform: iam:PassRole";

    const string Role = $"arn:aws:iam::{LocalWorld.First}:role/OrganizationAccountAccessRole";

    /// <summary>An action, its parameters besides the role, and what follows where the role may be passed.</summary>
    static readonly (string Action, (string, string)[] Parameters)[] calls =
    [
        ("CreateStack", [("StackName", "new"), ("TemplateBody", Template)]),
        ("CreateChangeSet", [("StackName", "app"), ("ChangeSetName", "one"), ("TemplateBody", Template)]),
        ("UpdateStack", [("StackName", "app"), ("TemplateBody", Template)]),
        ("ContinueUpdateRollback", [("StackName", "app")]),
        ("RollbackStack", [("StackName", "app")]),
        ("DeleteStack", [("StackName", "app")]),
    ];

    /// <summary>What is allowed besides everything of CloudFormation, and whether the role may be passed by that.</summary>
    public static TheoryData<string, string, bool> Passing =>
        new()
        {
            { "nothing", "", false },
            { "this role", Pass(Role), true },
            { "this role to CloudFormation", Pass(Role, "cloudformation.amazonaws.com"), true },
            { "this role to another service", Pass(Role, "lambda.amazonaws.com"), false },
            { "another role", Pass(Role + "s"), false },
            {
                "a role of that name elsewhere",
                Pass(Role.Replace(LocalWorld.First, LocalWorld.Second, StringComparison.Ordinal)),
                false
            },
        };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task Call_ThatPassesARole_IsAllowedOnlyWhereThatRoleMayBePassed(
        string allowed,
        string statement,
        bool passes
    )
    {
        await using var world = await LocalWorld.StartAsync();
        using var administrator = new QueryClient(world, LocalWorld.First);
        var key = await UserAsync(world, statement);
        using var client = new LocalAws.QueryClient(world, "cloudformation", "2010-05-15");
        await administrator.CreateAsync("app", Template);

        foreach (var (action, parameters) in calls)
        {
            var (_, answer) = await client.SendAsync(key, action, [.. parameters, ("RoleARN", Role)]);
            var isRefused = answer.ToString().Contains(RefusedPass, StringComparison.Ordinal);
            Assert.True(isRefused != passes, $"{action} with {allowed}: {answer}");
            await administrator.SettledAsync("app");
        }
    }

    [Fact]
    public async Task Call_ThatPassesARoleOfAnotherAccount_IsRefusedWhateverIsAllowed()
    {
        await using var world = await LocalWorld.StartAsync();
        using var administrator = new QueryClient(world, LocalWorld.First);
        await administrator.CreateAsync("app", Template);
        var elsewhere = Role.Replace(LocalWorld.First, LocalWorld.Second, StringComparison.Ordinal);

        foreach (var (action, parameters) in calls)
            Assert.Equal(
                "Cross-account pass role is not allowed.",
                await administrator.RefusalAsync(action, [.. parameters, ("RoleARN", elsewhere)])
            );
    }

    static async Task<SignedRequest.Key> UserAsync(LocalWorld world, string statement)
    {
        using var iam = new LocalAws.QueryClient(world, "iam", "2010-05-08");
        await iam.CallAsync(LocalWorld.First, "CreateUser", ("UserName", "deployer"));
        await iam.CallAsync(
            LocalWorld.First,
            "PutUserPolicy",
            ("UserName", "deployer"),
            ("PolicyName", "own"),
            (
                "PolicyDocument",
                $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", (string[])[Everything, .. statement.Length > 0 ? [statement] : (string[])[]])}}]}"""
            )
        );
        var key = await iam.CallAsync(LocalWorld.First, "CreateAccessKey", ("UserName", "deployer"));
        return new(LocalAws.QueryClient.Text(key, "AccessKeyId"), LocalAws.QueryClient.Text(key, "SecretAccessKey"));
    }

    static string Pass(string resource, string service = "*") =>
        $$"""
            {"Effect":"Allow","Action":"iam:PassRole","Resource":"{{resource}}","Condition":{"StringLike":{"iam:PassedToService":"{{service}}"} } }
            """;
}
