using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.Recorded;

/// <summary>
/// The keys of a table and its indexes, held against the attributes that it defines: each key is one of them, and there are no
/// others (DynamoDB API Reference, "CreateTable", AttributeDefinitions).
/// </summary>
static class TableKeys
{
    static readonly string[] indexes = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];

    /// <summary>Throws where they do not belong together.</summary>
    public static void Check(JsonObject table)
    {
        var defined = NamesIn(table["AttributeDefinitions"]);
        var ofIndexes = indexes.SelectMany(name => table[name] as JsonArray ?? []).ToList();
        var used = ofIndexes
            .OfType<JsonObject>()
            .Prepend(table)
            .SelectMany(holder => NamesIn(holder["KeySchema"]))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (defined.Concat(used).Any(OpenValue.IsIn))
            return;
        if (used.Except(defined).Any())
            throw Inconsistent("An attribute referenced in a KeySchema element is not defined in AttributeDefinitions");
        if (defined.Except(used).Any())
            throw Inconsistent(
                ofIndexes.Count == 0
                    ? "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
                    : $"One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [{string.Join(", ", defined)}], keys used: [{string.Join(", ", used)}]"
            );
    }

    static List<string> NamesIn(JsonNode? attributes) =>
        [
            .. (attributes as JsonArray ?? [])
                .OfType<JsonObject>()
                .Select(attribute => attribute.Text("AttributeName"))
                .OfType<string>(),
        ];

    static ResourceException Inconsistent(string problem) => new(problem, "InvalidRequest");
}
