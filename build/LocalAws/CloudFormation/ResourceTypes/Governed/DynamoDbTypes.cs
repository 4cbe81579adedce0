namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>AWS::DynamoDB::Table.</summary>
static class DynamoDbTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::DynamoDB::Table",
                    new PropertySchema(
                        "AttributeDefinitions BillingMode ContributorInsightsSpecification DeletionProtectionEnabled GlobalSecondaryIndexes ImportSourceSpecification! *KeySchema! KinesisStreamSpecification LocalSecondaryIndexes! OnDemandThroughput PointInTimeRecoverySpecification ProvisionedThroughput ResourcePolicy SSESpecification StreamSpecification TableClass TableName! Tags TimeToLiveSpecification WarmThroughput",
                        "Arn StreamArn"
                    ),
                    ["dynamodb:CreateTable"],
                    ["dynamodb:UpdateTable"],
                    ["dynamodb:DeleteTable"]
                )
                {
                    ArnPattern = "dynamodb:{region}:{account}:table/{id}",
                    NameProperty = "TableName",
                    NameLimit = 255,
                    TagAction = "dynamodb:TagResource",
                    Attributes = (_, _, arn) => new() { ["StreamArn"] = $"{arn}/stream/2026-01-01T00:00:00.000" },
                }
            ),
        ];
}
