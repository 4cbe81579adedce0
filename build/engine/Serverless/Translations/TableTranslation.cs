using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Translations;

/// <summary>AWS::Serverless::SimpleTable: a table with one key.</summary>
static class TableTranslation
{
    public static IReadOnlyList<GeneratedResource> Translate(SourceResource source)
    {
        var key = Key(source);
        return
        [
            new GeneratedResource(source.LogicalId, "AWS::DynamoDB::Table", source.Attributes, source.DependsOn).With(
                ("AttributeDefinitions", List(key)),
                ("KeySchema", List(Map(("AttributeName", key["AttributeName"]), ("KeyType", "HASH")))),
                ("PointInTimeRecoverySpecification", Given("PointInTimeRecoverySpecification")),
                ("ProvisionedThroughput", Given("ProvisionedThroughput")),
                ("BillingMode", source["ProvisionedThroughput"].IsGiven() ? null : "PAY_PER_REQUEST"),
                ("SSESpecification", Given("SSESpecification")),
                ("TableName", Given("TableName")),
                ("Tags", source.Map("Tags") is { Count: > 0 } tags ? Tags(tags) : null)
            ),
        ];

        JsonNode? Given(string property) => source[property].IsGiven() ? source[property] : null;
    }

    static JsonObject Key(SourceResource source)
    {
        if (source.Map("PrimaryKey") is not { Count: > 0 } key)
            return Map(("AttributeName", "id"), ("AttributeType", "S"));
        var name = key["Name"] ?? throw source.Error("Property 'PrimaryKey.Name' is required.");
        var type = key["Type"] ?? throw source.Error("Property 'PrimaryKey.Type' is required.");
        return Map(
            ("AttributeName", name),
            (
                "AttributeType",
                type.Text() switch
                {
                    "String" => "S",
                    "Number" => "N",
                    "Binary" => "B",
                    _ => throw source.Error($"Invalid 'Type' \"{type.Written()}\"."),
                }
            )
        );
    }
}
