namespace Diagnosis.Requirements.ResourceTypes;

static class ComputeTypes
{
    const string Function = "arn:{partition}:lambda:{region}:{account}:function:{name}";

    public static readonly IReadOnlyList<ResourceType> All =
    [
        new(
            "AWS::Lambda::Function",
            Function,
            ["lambda:CreateFunction", "lambda:GetFunction"],
            ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
            ["lambda:DeleteFunction"]
        )
        {
            NamedBy = "FunctionName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["ReservedConcurrentExecutions"] = ["lambda:PutFunctionConcurrency"],
                ["Tags"] = ["lambda:TagResource"],
            },
            PassesRole = new Dictionary<string, string> { ["Role"] = "lambda.amazonaws.com" },
        },
        new("AWS::Lambda::Permission", Function, ["lambda:AddPermission"], [], ["lambda:RemovePermission"])
        {
            NamedBy = "FunctionName",
        },
        new("AWS::Lambda::Version", Function, ["lambda:PublishVersion"], [], ["lambda:DeleteFunction"])
        {
            NamedBy = "FunctionName",
        },
        new("AWS::Lambda::Alias", Function, ["lambda:CreateAlias"], ["lambda:UpdateAlias"], ["lambda:DeleteAlias"])
        {
            NamedBy = "FunctionName",
        },
        new(
            "AWS::Lambda::Url",
            Function,
            ["lambda:CreateFunctionUrlConfig"],
            ["lambda:UpdateFunctionUrlConfig"],
            ["lambda:DeleteFunctionUrlConfig"]
        )
        {
            NamedBy = "TargetFunctionArn",
        },
        new(
            "AWS::ECS::TaskDefinition",
            "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:1",
            ["ecs:RegisterTaskDefinition"],
            [],
            []
        )
        {
            NamedBy = "Family",
            MadeUpName = "{id}",
            Pattern = "arn:{partition}:ecs:{region}:{account}:task-definition/{name}:*",
            PassesRole = new Dictionary<string, string>
            {
                ["ExecutionRoleArn"] = "ecs-tasks.amazonaws.com",
                ["TaskRoleArn"] = "ecs-tasks.amazonaws.com",
            },
        },
        new(
            "AWS::StepFunctions::StateMachine",
            "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
            ["states:CreateStateMachine", "states:DescribeStateMachine"],
            ["states:UpdateStateMachine"],
            ["states:DeleteStateMachine"]
        )
        {
            NamedBy = "StateMachineName",
            PassesRole = new Dictionary<string, string> { ["RoleArn"] = "states.amazonaws.com" },
        },
    ];
}
