using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>What a delivery pipeline is made of besides CodeBuild: CodePipeline and connections to source repositories.</summary>
static class DeveloperTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::CodePipeline::Pipeline",
                    new PropertySchema(
                        "ArtifactStore ArtifactStores DisableInboundStageTransitions ExecutionMode Name! PipelineType RestartExecutionOnUpdate *RoleArn *Stages Tags Triggers Variables",
                        "Version"
                    ),
                    ["codepipeline:CreatePipeline"],
                    ["codepipeline:UpdatePipeline"],
                    ["codepipeline:DeletePipeline"]
                )
                {
                    ArnPattern = "codepipeline:{region}:{account}:{id}",
                    NameProperty = "Name",
                    NameLimit = 100,
                    TagAction = "codepipeline:TagResource",
                    PassedRole = ("RoleArn", "codepipeline.amazonaws.com"),
                    RoleProblem = role => $"CodePipeline is not authorized to perform AssumeRole on role {role}",
                    Attributes = (_, _, _) => new JsonObject { ["Version"] = "1" },
                }
            ),
            Connection("AWS::CodeStarConnections::Connection", "codestar-connections"),
            Connection("AWS::CodeConnections::Connection", "codeconnections"),
        ];

    /// <summary>A connection is pending until someone completes it in a browser.</summary>
    static GovernedType Connection(string type, string service) =>
        new(
            new GovernedSpecification(
                type,
                new PropertySchema(
                    "*ConnectionName! HostArn! ProviderType! Tags",
                    "ConnectionArn ConnectionStatus OwnerAccountId"
                ),
                [$"{service}:CreateConnection"],
                [$"{service}:TagResource"],
                [$"{service}:DeleteConnection"]
            )
            {
                ArnPattern = service + ":{region}:{account}:connection/{id}",
                MakeIdentifier = request => Uuid(request.Suffix),
                TagAction = $"{service}:TagResource",
                Reference = (_, _, arn) => arn,
                Attributes = (request, _, arn) =>
                    new JsonObject
                    {
                        ["ConnectionArn"] = arn,
                        ["ConnectionStatus"] = "PENDING",
                        ["OwnerAccountId"] = request.Account,
                    },
            }
        );

    static string Uuid(string seed) => Guid.Parse(PhysicalIds.Hash(seed)[..32]).ToString();
}
