using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Signals;

namespace LocalAws.CloudFormation.ResourceTypes.Custom;

/// <summary>AWS::CloudFormation::WaitCondition, which needs no permission: what comes after its creation waits until it has been signalled.</summary>
sealed class WaitConditionType()
    : ResourceType("AWS::CloudFormation::WaitCondition", PropertySchema.Of("AWS::CloudFormation::WaitCondition"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var handle = request.Text("Handle") is { } url ? HandleUrls.AddressOf(url) : null;
        var id = $"{request.Stack.Id}/{handle?.LogicalId ?? request.LogicalId}";
        return Task.FromResult(new ResourceOutcome(id, new JsonObject { ["Data"] = "{}" }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return PropertySchema.Changed(request.Existing!.Properties, request.Properties).Any()
            ? throw new ResourceException($"Update to resource type {Name} is not supported.", "PropertyValidation")
            : base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
