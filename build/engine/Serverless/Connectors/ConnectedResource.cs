using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Connectors;

/// <summary>One end of a connector: a resource of the template, or one that is described.</summary>
sealed record ConnectedResource(
    string? LogicalId,
    string Type,
    JsonNode? Arn,
    JsonNode? RoleName,
    JsonNode? QueueUrl,
    JsonNode? ResourceId,
    JsonNode? Name,
    JsonNode? Qualifier
)
{
    static readonly Dictionary<string, string> types = new(StringComparer.Ordinal)
    {
        ["AWS::Serverless::Function"] = "AWS::Lambda::Function",
        ["AWS::Serverless::StateMachine"] = "AWS::StepFunctions::StateMachine",
        ["AWS::Serverless::Api"] = "AWS::ApiGateway::RestApi",
        ["AWS::Serverless::HttpApi"] = "AWS::ApiGatewayV2::Api",
        ["AWS::Serverless::SimpleTable"] = "AWS::DynamoDB::Table",
    };

    /// <summary>What profiles call each value.</summary>
    public JsonNode? Value(string name) =>
        name switch
        {
            "Arn" => Arn,
            "ResourceId" => ResourceId,
            "Name" => Name,
            "Qualifier" => Qualifier,
            _ => null,
        };

    public static ConnectedResource Of(
        SourceResource connector,
        Transformation transformation,
        JsonObject end,
        JsonObject other
    )
    {
        if (end.ContainsKey("Id") == end.Any(entry => entry.Key is not ("Id" or "Qualifier")))
            throw connector.Error(
                "Must provide 'Id' (with optional 'Qualifier') or a supported combination of other properties."
            );
        if (!end["Id"].IsGiven())
        {
            if (end["Type"].Text() is not { Length: > 0 } type)
                throw connector.Error("'Type' is missing or not a string.");
            return new(
                null,
                types.GetValueOrDefault(type, type),
                end["Arn"],
                end["RoleName"],
                end["QueueUrl"],
                end["ResourceId"],
                end["Name"],
                end["Qualifier"]
            );
        }
        var id = end["Id"].Text() ?? throw connector.Error("'Id' is missing or not a string.");
        if (!transformation.Output.TryGetValue(id, out var resource))
            throw connector.Error($"Unable to find resource with logical ID '{id}'.");
        var known = resource["Type"].Text() ?? throw connector.Error("'Type' is missing or not a string.");
        var facts = ConnectorProfiles.Resource(known, id);
        var outputs = facts["outputs"] as JsonObject;
        return new(
            id,
            known,
            outputs?["Arn"],
            Role((facts["inputs"] as JsonObject)?["Role"], resource["Properties"] as JsonObject ?? [], other),
            outputs?["Url"],
            outputs?["Id"],
            outputs?["Name"],
            end.ContainsKey("Qualifier") ? end["Qualifier"] : outputs?["Qualifier"]
        );
    }

    /// <summary>The name of the role that the resource acts as; that of a rule is its target's.</summary>
    static JsonObject? Role(JsonNode? property, JsonObject properties, JsonObject other)
    {
        var role = property switch
        {
            JsonObject => properties["Targets"]
                .AsList()
                .OfType<JsonObject>()
                .FirstOrDefault(target =>
                    (target["Arn"].ResourceOf() is { } id && id == other["Id"].Text())
                    || (other["Arn"].IsGiven() && Nodes.Same(target["Arn"], other["Arn"]))
                )
                ?["RoleArn"],
            not null => properties[property.Written()],
            _ => null,
        };
        return role.ResourceOf() is { } name ? Calls.Ref(name) : null;
    }
}
