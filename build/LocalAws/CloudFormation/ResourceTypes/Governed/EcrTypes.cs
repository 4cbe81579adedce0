using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>AWS::ECR::Repository.</summary>
static class EcrTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::ECR::Repository",
                    new PropertySchema(
                        "EmptyOnDelete EncryptionConfiguration! ImageScanningConfiguration ImageTagMutability ImageTagMutabilityExclusionFilters LifecyclePolicy RepositoryName! RepositoryPolicyText Tags",
                        "Arn RepositoryUri"
                    ),
                    ["ecr:CreateRepository"],
                    ["ecr:DescribeRepositories"],
                    ["ecr:DeleteRepository"]
                )
                {
                    ArnPattern = "ecr:{region}:{account}:repository/{id}",
                    NameProperty = "RepositoryName",
                    NameLimit = 256,
                    MakeIdentifier = request => request.NameFrom("RepositoryName", 256).ToLowerInvariant(),
                    TagAction = "ecr:TagResource",
                    Attributes = (request, id, _) =>
                        new JsonObject
                        {
                            ["RepositoryUri"] = $"{request.Account}.dkr.ecr.{request.Region}.amazonaws.com/{id}",
                        },
                }
            ),
        ];
}
