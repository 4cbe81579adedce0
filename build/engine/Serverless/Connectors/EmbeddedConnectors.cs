using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Connectors;

/// <summary>Connectors that stand in the resource which is their source: each becomes a resource of its own.</summary>
static class EmbeddedConnectors
{
    public static void MoveOut(JsonObject resources)
    {
        foreach (var (id, node) in resources.ToList())
        {
            if (node is not JsonObject resource || !resource.ContainsKey("Connectors"))
                continue;
            if (resource["Connectors"] is not JsonObject connectors)
                throw SpecificationException.Resource(id, $"Attribute '{id}.Connectors' should be a map.");
            resource.Remove("Connectors");
            foreach (var (name, given) in connectors)
                Add(resources, id, name, given);
        }
    }

    static void Add(JsonObject resources, string sourceId, string name, JsonNode? given)
    {
        var id = sourceId + name;
        if (given is not JsonObject map)
            throw SpecificationException.Resource(id, $"{sourceId}.{id} should be a map.");
        var connector = (JsonObject)map.DeepClone();
        if (connector["Properties"] is not JsonObject properties)
            throw SpecificationException.Resource(
                sourceId,
                $"Attribute 'Connectors.{name}.Properties' should be a map."
            );
        connector["Type"] = "AWS::Serverless::Connector";
        var source = Map(("Id", sourceId));
        if (properties["SourceReference"] is { } reference)
        {
            if (reference is not JsonObject more)
                throw SpecificationException.Type(sourceId, $"Connectors.{name}.Properties.SourceReference", "map");
            if (more.ContainsKey("Id"))
                throw SpecificationException.Resource(name, "'Id' shouldn't be defined in 'SourceReference'.");
            foreach (var (key, value) in more)
                source.Put(key, value);
            properties.Remove("SourceReference");
        }
        properties["Source"] = source;
        if (!resources.TryAdd(id, connector))
            throw new SpecificationException(
                $"Transforming resource with id [{sourceId}] attempts to create a new resource with id [{id}] and type \"AWS::Serverless::Connector\". A resource with that id already exists within this template. Please use a different id for that resource."
            );
    }
}
