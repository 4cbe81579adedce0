using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>
/// How resources of one type come into being, change and go, by the operations of their service and with the permissions
/// of the request's caller. A new type is one more of these in <see cref="ResourceTypeCatalog"/>.
/// </summary>
public abstract class ResourceType(string name, PropertySchema schema)
{
    public string Name { get; } = name;
    public PropertySchema Schema { get; } = schema;

    /// <summary>The property that names the resource, if it may be named: a named one cannot be replaced by its namesake.</summary>
    public virtual string? NameProperty => null;

    /// <summary>Whether anything stands behind resources of the type but the stack's own record.</summary>
    public virtual bool IsSimulated => false;

    /// <summary>What the events say of resources that are less than on AWS.</summary>
    public virtual string? Remark => null;

    /// <summary>Whether every update of the stack updates the resource too: nested stacks look for changes of their own.</summary>
    public virtual bool IsAlwaysUpdated => false;

    /// <summary>What a change of a property from one value to another does to the resource.</summary>
    public virtual Replacement ReplacementFor(string property, JsonNode? before, JsonNode? after) =>
        Schema.ReplacementFor(property, before, after);

    /// <summary>The value of an attribute of an existing resource; null when the type has none of that name.</summary>
    public virtual JsonNode? AttributeOf(Stacks.ResourceInstance instance, string attribute)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return instance.Attributes[attribute] ?? instance.Properties[attribute];
    }

    public virtual bool HasAttribute(string attribute) => Schema.HasAttribute(attribute);

    /// <summary>What is wrong with a resource's properties before anything is asked of its service.</summary>
    public virtual IReadOnlyList<AwsCatalog.Schemas.PropertyFault> FaultsOf(JsonObject properties) =>
        Schema.FaultsOf(properties);

    /// <summary>The physical id that a creation will give, as far as it is known before; null when the service alone knows.</summary>
    public virtual string? IdentifierOf(ResourceRequest request) => null;

    /// <summary>Whether there is a resource of that physical id, or of the name that it stands for.</summary>
    public virtual bool Exists(ResourceRequest request, string physicalId) => false;

    /// <summary>Why a deletion would fail, as early validation says it; null where it is not known to.</summary>
    public virtual string? DeletionProblem(ResourceRequest request) => null;

    public abstract Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken);

    /// <summary>Changes what exists; the default is for types every change of which replaces the resource.</summary>
    public virtual Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(
            new ResourceOutcome(request.PhysicalId, request.Existing!.Attributes, request.Existing.Reference)
        );
    }

    public abstract Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken);

    /// <summary>Takes over a resource that exists, for a change set of type IMPORT.</summary>
    public virtual Task<ResourceOutcome> ImportAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        UpdateAsync(request, cancellationToken);
}

/// <summary>The physical id, the attributes, and what Ref gives when that is something else.</summary>
public sealed record ResourceOutcome(string PhysicalId, JsonObject Attributes, string? Reference = null);
