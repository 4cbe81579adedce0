using System.Text.Json.Nodes;
using LocalAws.Sns;

namespace LocalAws.CloudFormation.ResourceTypes.Messaging;

/// <summary>AWS::SNS::Subscription by the operations of SNS.</summary>
public sealed class SubscriptionType()
    : ResourceType("AWS::SNS::Subscription", PropertySchema.Of("AWS::SNS::Subscription"))
{
    static readonly string[] _attributes =
    [
        .. "DeliveryPolicy FilterPolicy FilterPolicyScope RawMessageDelivery RedrivePolicy".Split(' '),
        .. "ReplayPolicy SubscriptionRoleArn".Split(' '),
    ];

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var made = Subscriptions(request)
            .Subscribe(
                request.Caller,
                RegionOf(request),
                request.Text("TopicArn")!,
                request.Text("Protocol")!,
                request.Text("Endpoint") ?? "",
                Attributes(request.Properties)
            );
        return Task.FromResult(new ResourceOutcome(made.Arn, new JsonObject { ["Arn"] = made.Arn }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var before = Attributes(request.Existing!.Properties);
        var after = Attributes(request.Properties);
        foreach (var gone in before.Keys.Except(after.Keys))
            after[gone] = "";
        if (after.Count > 0)
            Subscriptions(request).SetAttributes(request.Caller, RegionOf(request), request.PhysicalId, after);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Subscriptions(request).End(request.Caller, RegionOf(request), request.PhysicalId)
            ? Task.CompletedTask
            : throw ResourceException.NotFound(Name, request.PhysicalId);
    }

    /// <summary>The topic's region, where it is another than the stack's.</summary>
    static string RegionOf(ResourceRequest request) => request.Text("Region") ?? request.Region;

    static Dictionary<string, string> Attributes(JsonObject properties) =>
        _attributes
            .Where(name => properties[name] is not null)
            .ToDictionary(name => name, name => PropertyText.Of(properties[name]!), StringComparer.Ordinal);

    static SubscriptionOperations Subscriptions(ResourceRequest request) => request.Services.Sns.Subscriptions;
}
