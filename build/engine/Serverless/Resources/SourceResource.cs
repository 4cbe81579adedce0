using System.Text.Json.Nodes;
using Serverless.Values;

namespace Serverless.Resources;

/// <summary>A resource or event of the Serverless Application Model, its properties held against what the model has.</summary>
sealed class SourceResource
{
    static readonly string[] kept = ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];
    static readonly string[] passed = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

    readonly JsonObject _resource;

    /// <param name="logicalId">Its id; of an event, its resource's and its own.</param>
    /// <param name="resource">Type, properties and attributes.</param>
    /// <param name="owner">Whose event it is, Function or StateMachine; null for a resource.</param>
    public SourceResource(string logicalId, JsonObject resource, string? owner = null)
    {
        LogicalId = logicalId;
        _resource = resource;
        Type = resource["Type"].Text() ?? "";
        if (!Nodes.IsAlphanumeric(logicalId))
            throw SpecificationException.Resource(logicalId, "Logical ids must be alphanumeric.");
        if (resource.TryGetPropertyValue("Properties", out var properties) && properties is not (JsonObject or null))
            throw SpecificationException.Resource(logicalId, "Properties of a resource must be an object.");
        PropertyTable.Check(
            owner is null ? Type : $"{owner}/{Type}",
            Properties,
            (name, expected) => throw Wrong(name, expected)
        );
    }

    SpecificationException Wrong(string name, string reason) =>
        reason.Length == 0
            ? SpecificationException.Resource(LogicalId, $"property {name} not defined for resource of type {Type}")
            : SpecificationException.Resource(LogicalId, reason);

    public string LogicalId { get; }
    public string Type { get; }
    public JsonObject Properties => _resource["Properties"] as JsonObject ?? [];
    public JsonNode? DependsOn => _resource["DependsOn"];
    public string? Condition => _resource["Condition"].Text();

    public JsonNode? this[string property] => Properties[property];

    public JsonObject? Map(string property) => Properties[property] as JsonObject;

    /// <summary>Condition, policies and metadata, which the main resource keeps.</summary>
    public JsonObject Attributes => AttributesOf(_resource);

    /// <summary>Condition and policies, which every resource that is made for it has, too.</summary>
    public JsonObject PassedAttributes => Of(_resource, passed);

    public static JsonObject AttributesOf(JsonObject resource) => Of(resource, kept);

    static JsonObject Of(JsonObject resource, string[] names)
    {
        var attributes = new JsonObject();
        foreach (var name in names)
            attributes.Put(name, resource[name]);
        return attributes;
    }

    public SpecificationException Error(string reason) => SpecificationException.Resource(LogicalId, reason);

    /// <summary>A map within the properties; throws where it is something else.</summary>
    public JsonObject RequireMap(JsonNode? node, string path) =>
        node as JsonObject ?? throw SpecificationException.Type(LogicalId, path, "map");
}
