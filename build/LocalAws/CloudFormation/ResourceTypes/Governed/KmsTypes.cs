using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>AWS::KMS::Key and AWS::KMS::Alias.</summary>
static class KmsTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::KMS::Key",
                    new PropertySchema(
                        "BypassPolicyLockoutSafetyCheck Description Enabled EnableKeyRotation KeyPolicy KeySpec! KeyUsage! MultiRegion! Origin! PendingWindowInDays RotationPeriodInDays Tags",
                        "Arn KeyId"
                    ),
                    ["kms:CreateKey"],
                    ["kms:PutKeyPolicy"],
                    ["kms:ScheduleKeyDeletion"]
                )
                {
                    ArnPattern = "kms:{region}:{account}:key/{id}",
                    MakeIdentifier = _ => Guid.NewGuid().ToString(),
                    TagAction = "kms:TagResource",
                    Attributes = (_, id, _) => new JsonObject { ["KeyId"] = id },
                }
            ),
            new GovernedType(
                new GovernedSpecification(
                    "AWS::KMS::Alias",
                    new PropertySchema("*AliasName! *TargetKeyId"),
                    ["kms:CreateAlias"],
                    ["kms:UpdateAlias"],
                    ["kms:DeleteAlias"]
                )
                {
                    ArnPattern = "kms:{region}:{account}:{id}",
                    NameProperty = "AliasName",
                    NameLimit = 256,
                }
            ),
        ];
}
