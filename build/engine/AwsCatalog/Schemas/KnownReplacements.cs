namespace AwsCatalog.Schemas;

/// <summary>Properties whose change replaces the resource though the type's schema does not say so.</summary>
/// <remarks>CloudFormation Template Reference, "Update requires: Replacement" of the property.</remarks>
static class KnownReplacements
{
    static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["AWS::DynamoDB::Table"] = ["KeySchema", "LocalSecondaryIndexes"],
        ["AWS::Events::Rule"] = ["EventBusName"],
        ["AWS::IAM::Policy"] = ["PolicyName"],
        ["AWS::SSM::Parameter"] = ["DataType", "Type"],
    };

    public static IEnumerable<PropertyPath> Of(string type) =>
        Properties.GetValueOrDefault(type, []).Select(name => new PropertyPath($"/properties/{name}"));
}
