using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>AWS::DynamoDB::Table: a record whose keys are among its attributes; whom the policies of table and stream admit is not evaluated, but has to exist.</summary>
public sealed class TableType()
    : RecordedType(
        new RecordedTypeSpecification(
            "AWS::DynamoDB::Table",
            PropertySchema.Of("AWS::DynamoDB::Table"),
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
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        TableKeys.Check(request.Properties);
        foreach (var holder in new[] { request.Properties, request.Map("StreamSpecification") })
            if (holder?["ResourcePolicy"] is JsonObject { } policy && policy["PolicyDocument"] is { } document)
                PolicyRules.Table.Check(request, document.ToJsonString());
        return Task.CompletedTask;
    }
}
