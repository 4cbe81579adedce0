namespace Diagnosis.Requirements.ResourceTypes;

static class DeliveryTypes
{
    public static readonly IReadOnlyList<ResourceType> All =
    [
        new("AWS::CDK::Metadata", "*", [], [], []),
        new(
            "AWS::CodeBuild::Project",
            "arn:{partition}:codebuild:{region}:{account}:project/{name}",
            ["codebuild:CreateProject"],
            ["codebuild:UpdateProject"],
            ["codebuild:DeleteProject"]
        )
        {
            NamedBy = "Name",
            PassesRole = new Dictionary<string, string> { ["ServiceRole"] = "codebuild.amazonaws.com" },
        },
        new(
            "AWS::CodePipeline::Pipeline",
            "arn:{partition}:codepipeline:{region}:{account}:{name}",
            ["codepipeline:CreatePipeline", "codepipeline:GetPipeline"],
            ["codepipeline:UpdatePipeline"],
            ["codepipeline:DeletePipeline"]
        )
        {
            NamedBy = "Name",
            PassesRole = new Dictionary<string, string> { ["RoleArn"] = "codepipeline.amazonaws.com" },
        },
        new(
            "AWS::CodePipeline::Webhook",
            "arn:{partition}:codepipeline:{region}:{account}:webhook:{name}",
            ["codepipeline:PutWebhook", "codepipeline:RegisterWebhookWithThirdParty"],
            [],
            ["codepipeline:DeleteWebhook", "codepipeline:DeregisterWebhookWithThirdParty"]
        )
        {
            NamedBy = "Name",
        },
        new(
            "AWS::CloudFormation::Stack",
            "arn:{partition}:cloudformation:{region}:{account}:stack/{name}/{id}",
            ["cloudformation:CreateStack", "cloudformation:DescribeStacks"],
            ["cloudformation:UpdateStack"],
            ["cloudformation:DeleteStack"]
        ),
    ];
}
