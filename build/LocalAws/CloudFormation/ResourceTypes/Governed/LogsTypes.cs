namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>AWS::Logs::LogGroup.</summary>
static class LogsTypes
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::Logs::LogGroup",
                    new PropertySchema(
                        "DataProtectionPolicy DeletionProtectionEnabled FieldIndexPolicies KmsKeyId LogGroupClass LogGroupName! ResourcePolicyDocument RetentionInDays Tags",
                        "Arn"
                    ),
                    ["logs:CreateLogGroup"],
                    ["logs:PutRetentionPolicy"],
                    ["logs:DeleteLogGroup"]
                )
                {
                    ArnPattern = "logs:{region}:{account}:log-group:{id}:*",
                    NameProperty = "LogGroupName",
                    NameLimit = 512,
                    TagAction = "logs:TagResource",
                }
            ),
        ];
}
