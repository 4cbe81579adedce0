using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Values;

namespace Serverless.Resources;

/// <summary>References to what SAM makes: "Function.Alias", "Api.Stage", and resources whose ids are others now.</summary>
static partial class References
{
    static readonly Dictionary<string, (string Property, string Type)[]> properties = new(StringComparer.Ordinal)
    {
        ["AWS::Serverless::Function"] =
        [
            ("Alias", "AWS::Lambda::Alias"),
            ("Version", "AWS::Lambda::Version"),
            ("DestinationTopic", "AWS::SNS::Topic"),
            ("DestinationQueue", "AWS::SQS::Queue"),
        ],
        ["AWS::Serverless::Api"] =
        [
            ("Stage", "AWS::ApiGateway::Stage"),
            ("Deployment", "AWS::ApiGateway::Deployment"),
            ("DomainName", "AWS::ApiGateway::DomainName"),
            ("DomainNameV2", "AWS::ApiGateway::DomainNameV2"),
            ("UsagePlan", "AWS::ApiGateway::UsagePlan"),
            ("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"),
            ("ApiKey", "AWS::ApiGateway::ApiKey"),
        ],
        ["AWS::Serverless::HttpApi"] =
        [
            ("Stage", "AWS::ApiGatewayV2::Stage"),
            ("DomainName", "AWS::ApiGatewayV2::DomainName"),
        ],
        ["AWS::Serverless::WebSocketApi"] =
        [
            ("Stage", "AWS::ApiGatewayV2::Stage"),
            ("DomainName", "AWS::ApiGatewayV2::DomainName"),
        ],
    };

    /// <summary>By which name a template refers to what is made of a resource of a type.</summary>
    public static IEnumerable<(string Property, string Type)> Of(string type) => properties.GetValueOrDefault(type, []);

    public static JsonNode? Renamed(JsonNode? node, Transformation transformation)
    {
        switch (node)
        {
            case JsonObject { Count: 1 } map when map["Ref"].Text() is { } name:
                return Calls.Ref(Target(name, transformation));
            case JsonObject { Count: 1 } map
                when map["Fn::GetAtt"] is JsonArray { Count: >= 2 } path && path.All(IsText):
                var parts = string.Join('.', path.Select(part => part.Text())).Split('.');
                if (parts.Length > 2 && transformation.Referable.TryGetValue($"{parts[0]}.{parts[1]}", out var made))
                    return new JsonObject { ["Fn::GetAtt"] = Nodes.TextsOf([made, .. parts[2..]]) };
                return transformation.Renamed.TryGetValue(parts[0], out var other)
                    ? new JsonObject { ["Fn::GetAtt"] = Nodes.TextsOf([other, .. parts[1..]]) }
                    : map.DeepClone();
            case JsonObject { Count: 1 } map when map["Fn::Sub"] is { } sub:
                return new JsonObject
                {
                    ["Fn::Sub"] =
                        sub is JsonArray arguments
                            ? Nodes.ListOf(
                                arguments.Select(
                                    (item, index) =>
                                        index == 0 && item.Text() is { } text
                                            ? Text(text, transformation)
                                            : Renamed(item, transformation)
                                )
                            )
                        : sub.Text() is { } only ? Text(only, transformation)
                        : sub.DeepClone(),
                };
            case JsonObject map:
                return new JsonObject(
                    map.Select(entry =>
                        KeyValuePair.Create(
                            entry.Key,
                            entry.Key == "DependsOn"
                                ? Dependencies(entry.Value, transformation)
                                : Renamed(entry.Value, transformation)
                        )
                    )
                );
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Renamed(item, transformation))]);
            default:
                return node?.DeepClone();
        }
    }

    static bool IsText(JsonNode? node) => node.Text() is not null;

    static string Target(string name, Transformation transformation) =>
        transformation.Referable.GetValueOrDefault(name) ?? transformation.Renamed.GetValueOrDefault(name, name);

    static JsonNode? Dependencies(JsonNode? node, Transformation transformation) =>
        node switch
        {
            JsonArray list => new JsonArray([.. list.Select(item => Dependencies(item, transformation))]),
            _ when node.Text() is { } id => transformation.Renamed.GetValueOrDefault(id, id),
            _ => node.Copy(),
        };

    static JsonValue Text(string text, Transformation transformation) =>
        JsonValue.Create(
            Variable()
                .Replace(
                    text,
                    match =>
                    {
                        var parts = match.Groups[1].Value.Split('.');
                        if (
                            parts.Length > 1
                            && transformation.Referable.TryGetValue($"{parts[0]}.{parts[1]}", out var made)
                        )
                            return $"${{{string.Join('.', [made, .. parts[2..]])}}}";
                        parts[0] = transformation.Renamed.GetValueOrDefault(parts[0], parts[0]);
                        return $"${{{string.Join('.', parts)}}}";
                    }
                )
        );

    [GeneratedRegex(@"\$\{([A-Za-z0-9\.]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
