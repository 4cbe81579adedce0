using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>Properties as the attributes of topics, subscriptions and queues have them, all of which are texts.</summary>
static class PropertyText
{
    public static string Of(JsonNode property) =>
        property is JsonValue value
            ? value.AsText() switch
            {
                "True" => "true",
                "False" => "false",
                var text => text,
            }
            : property.ToJsonString();
}
