using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>
/// A resource of a type that is not AWS's own, which exists in its stack only. Ref gives the name from its name property or a made-up one; Fn::GetAtt gives
/// an ARN for attributes that sound like one, else text that follows from the resource and the attribute's name. What is made up is an <see cref="OpenValue"/>.
/// </summary>
public sealed class SimulatedType(string name) : ResourceType(name, PropertySchema.Open)
{
    const int LongestName = 64;
    static readonly HashSet<string> NotNames = new(StringComparer.Ordinal) { "PolicyName", "DisplayName" };

    public override bool IsSimulated => true;

    public override string? Remark => Notice(Name);

    /// <summary>What the log and the events say, so that nobody takes it for checked.</summary>
    public static string Notice(string type) => $"Simulated: the permissions that {type} needs were not checked";

    public override bool HasAttribute(string attribute) => true;

    public override Replacement ReplacementFor(string property, JsonNode? before, JsonNode? after) =>
        property == OwnNameProperty ? Replacement.Always : Replacement.Never;

    string OwnNameProperty => $"{Name.Split("::")[^1]}Name";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var given = request.Text(OwnNameProperty) ?? (NotNames.Contains(OwnNameProperty) ? null : request.Text("Name"));
        var open = OpenValue.Id($"{request.Stack.Id}/{request.LogicalId}/{request.Suffix}");
        var physicalId = given ?? $"{request.MadeUpName(LongestName - open.Length - 1)}-{open}";
        var attributes = new JsonObject { ["@region"] = request.Region, ["@account"] = request.Account };
        return Task.FromResult(new ResourceOutcome(physicalId, attributes));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public override JsonNode? AttributeOf(ResourceInstance instance, string attribute)
    {
        ArgumentNullException.ThrowIfNull(instance);
        // A custom resource gives back what it was told, as most of them do.
        if (instance.Properties[attribute] is { } property)
            return property.DeepClone();
        var open = OpenValue.Id($"{instance.PhysicalId}/{attribute}");
        if (!attribute.EndsWith("Arn", StringComparison.OrdinalIgnoreCase))
            return $"{attribute.Replace('.', '-')}-{open}";
        var region = instance.Attributes.Text("@region") ?? "";
        var parts = Name.Split("::");
        var service = (parts.Length > 1 ? parts[1] : "custom").ToLowerInvariant();
        var kind = parts[^1].ToLowerInvariant();
        return $"arn:{Partitions.Of(region)}:{service}:{region}:{instance.Attributes.Text("@account")}:{kind}/{open}";
    }
}
