using System.Text.Json.Nodes;
using AwsCatalog.Names;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>
/// A type of which the local AWS knows what its schema says: properties, identifier, attributes, what replaces a resource, and
/// what its creation, change and deletion certainly ask the service for. Its resources exist in their stack only.
/// </summary>
public sealed class DescribedType(ResourceSchema schema)
    : ResourceType(schema?.Name ?? "", PropertySchema.Of(schema!.Name))
{
    const int ShortestName = 36;
    readonly string? _name = schema.NameProperty;
    readonly HandlerAccess _access = new(schema);

    public override bool IsSimulated => true;

    public override string? Remark => Notice(Name);

    /// <summary>What the log and the events say, so that nobody takes it for more.</summary>
    public static string Notice(string type) => $"Simulated: {type} exists in its stack only";

    public override string? NameProperty => _name;

    /// <summary>Known where the template gives all that identifies a resource: two of the same cannot exist.</summary>
    public override string? IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parts = schema
            .PrimaryIdentifier.Select(path => path.IsNested ? null : request.Text(path.Property))
            .ToList();
        return parts.Contains(null) ? null : string.Join('|', parts);
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IdentifierOf(request) is { } identifier && Records(request).Find($"{Name}/{identifier}") is not null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var seed = $"{request.Stack.Id}/{request.LogicalId}/{request.Suffix}";
        var place = Place(request, seed, NameOf(request, seed));
        var reference = ReferenceOf(request, place);
        _access.Demand(request, "create", place);
        _access.DemandRoles(request);
        if (IdentifierOf(request) is { } identifier)
        {
            var record = new RecordedResource(Name, identifier, reference, request.Stack.Id, []);
            if (!Records(request).TryAdd($"{Name}/{identifier}", record))
                throw ResourceException.AlreadyExists(Name, identifier);
        }
        var attributes = new JsonObject
        {
            ["@region"] = request.Region,
            ["@account"] = request.Account,
            ["@seed"] = seed,
            ["@name"] = place.Name,
        };
        return Task.FromResult(new ResourceOutcome(reference, attributes));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _access.Demand(request, "update", PlaceOf(request.Existing!));
        _access.DemandRoles(request);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _access.Demand(request, "delete", PlaceOf(request.Existing!));
        if (IdentifierOf(request) is { } identifier)
            Records(request).Remove($"{Name}/{identifier}");
        return Task.CompletedTask;
    }

    public override JsonNode? AttributeOf(ResourceInstance instance, string attribute)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(attribute);
        JsonNode? value = instance.Properties;
        foreach (var segment in attribute.Split('.'))
            value = (value as JsonObject)?[segment];
        if (value is not null)
            return value.DeepClone();
        if (schema.Reference is [var own] && own.ToString() == attribute)
            return instance.PhysicalId;
        return GeneratedValues.Of(schema, attribute, PlaceOf(instance));
    }

    static ResourcePlace PlaceOf(ResourceInstance instance) =>
        new(
            instance.Attributes.Text("@seed") ?? instance.PhysicalId,
            instance.Attributes.Text("@name") ?? instance.PhysicalId,
            instance.Attributes.Text("@account") ?? "",
            instance.Attributes.Text("@region") ?? ""
        )
        {
            Properties = instance.Properties,
        };

    string NameOf(ResourceRequest request, string seed) =>
        _name is { } name ? request.Text(name) ?? MadeUpName(request, seed) : GeneratedValues.Id(seed);

    string MadeUpName(ResourceRequest request, string seed) =>
        GeneratedNames.Spelled(
            Name,
            PhysicalIds
                .Create(
                    GeneratedNames.StartOf(Name, request.Stack.Name),
                    request.LogicalId,
                    Math.Max(GeneratedNames.LimitOf(Name), ShortestName),
                    GeneratedValues.Id(seed)
                )
                .TrimStart('-')
        );

    static ResourcePlace Place(ResourceRequest request, string seed, string name) =>
        new(seed, name, request.Account, request.Region) { Properties = request.Properties };

    string ReferenceOf(ResourceRequest request, ResourcePlace place) =>
        string.Join('|', schema.Reference.Select(own => PartOf(request, own, place)));

    string PartOf(ResourceRequest request, PropertyPath own, ResourcePlace place)
    {
        var name = own.ToString();
        return own.IsNested || request.Text(name) is not { } given
            ? name == _name
                ? place.Name
                : GeneratedValues.Of(schema, name, place).AsText()
            : given;
    }

    static Worlds.Table<RecordedResource> Records(ResourceRequest request) =>
        request.Services.World.Table(RecordedTables.Records, request.Account, request.Region);
}
