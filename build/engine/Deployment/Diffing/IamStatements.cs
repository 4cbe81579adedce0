using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>The permissions that a template's resources hold: identity policies, trust policies, resource policies, attached managed policies.</summary>
static class IamStatements
{
    /// <summary>Every resource type that carries a policy document has it in one of these properties.</summary>
    static readonly string[] documents = ["PolicyDocument", "KeyPolicy", "ResourcePolicy", "RepositoryPolicyText"];

    /// <summary>The properties that permissions are written in.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "AssumeRolePolicyDocument",
        "Policies",
        "ManagedPolicyArns",
        .. documents,
        "Action",
        "FunctionName",
        "Principal",
        "SourceArn",
        "SourceAccount",
    ];

    const string PropertiesMember = "Properties";

    public static IEnumerable<SecurityItem> Of(JsonObject resources) =>
        resources.SelectMany(resource =>
            Of(resource.Key, resource.Value?["Type"]?.ToString(), resource.Value?[PropertiesMember] as JsonObject ?? [])
        );

    static IEnumerable<SecurityItem> Of(string id, string? type, JsonObject properties) =>
        type switch
        {
            "AWS::Lambda::Permission" => [Permission(id, properties)],
            "AWS::IAM::Role" or "AWS::IAM::User" or "AWS::IAM::Group" =>
            [
                .. Statements(id, properties["AssumeRolePolicyDocument"]),
                .. Items(properties["Policies"]).SelectMany(policy => Statements(id, policy["PolicyDocument"])),
                .. Managed(id, properties["ManagedPolicyArns"]),
            ],
            _ => Documents(properties).SelectMany(document => Statements(id, document)),
        };

    static IEnumerable<JsonNode?> Documents(JsonObject properties) => documents.Select(name => properties[name]);

    static IEnumerable<SecurityItem> Statements(string id, JsonNode? document) =>
        Items(document?["Statement"]).Select(statement => Statement(id, statement));

    static SecurityItem Statement(string id, JsonNode statement)
    {
        var effect = statement["Effect"]?.ToString() ?? "Allow";
        string[] parts =
        [
            effect,
            Part(statement, "Action", ""),
            Part(statement, "NotAction", "all but "),
            Part(statement, "Resource", "on "),
            Part(statement, "NotResource", "on all but "),
            Part(statement, "Principal", "to "),
            Part(statement, "NotPrincipal", "to all but "),
            Part(statement, "Condition", "when "),
        ];
        return new SecurityItem(id, string.Join(' ', parts.Where(part => part.Length > 0)), effect != "Deny");
    }

    static SecurityItem Permission(string id, JsonObject properties)
    {
        string[] parts =
        [
            "Allow",
            Part(properties, "Action", ""),
            Part(properties, "FunctionName", "on "),
            Part(properties, "Principal", "to "),
            Part(properties, "SourceArn", "from "),
            Part(properties, "SourceAccount", "of account "),
        ];
        return new SecurityItem(id, string.Join(' ', parts.Where(part => part.Length > 0)), Allows: true);
    }

    static IEnumerable<SecurityItem> Managed(string id, JsonNode? arns) =>
        Items(arns).Select(arn => new SecurityItem(id, $"managed policy {Text(arn)}", Allows: true));

    static string Part(JsonNode statement, string name, string words) =>
        statement[name] is { } value ? $"{words}{Text(value)}" : "";

    /// <summary>A list in a fixed order, since IAM gives its order no meaning.</summary>
    static string Text(JsonNode value) =>
        value switch
        {
            JsonArray list => string.Join(", ", list.OfType<JsonNode>().Select(Text).Order(StringComparer.Ordinal)),
            JsonValue text => text.ToString(),
            _ => value.Readable(),
        };

    static IEnumerable<JsonNode> Items(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.OfType<JsonNode>(),
            null => [],
            _ => [node],
        };
}
