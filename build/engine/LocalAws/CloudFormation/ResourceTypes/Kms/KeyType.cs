using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Kms;

namespace LocalAws.CloudFormation.ResourceTypes.Kms;

/// <summary>AWS::KMS::Key by the operations of KMS.</summary>
public sealed class KeyType() : ResourceType("AWS::KMS::Key", PropertySchema.Of("AWS::KMS::Key"))
{
    const int LongestWindow = 30;

    /// <summary>The properties that say what a key is.</summary>
    static readonly string[] kind = ["KeySpec", "KeyUsage", "Origin", "MultiRegion"];

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Text("KeySpec") is not (null or "SYMMETRIC_DEFAULT") || request.Flag("MultiRegion"))
        {
            throw new ResourceException("The local AWS has symmetric keys of one region only.", "InvalidRequest");
        }
        var key = Keys(request)
            .Create(
                request.Caller,
                request.Region,
                request.Json("KeyPolicy"),
                request.Text("Description") ?? "",
                request.UserTags(),
                request.Flag("BypassPolicyLockoutSafetyCheck")
            );
        Configure(request, key, wasEnabled: true, rotated: false);
        return Task.FromResult(Outcome(key));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireSameKind(request);
        var keys = Keys(request);
        var key = keys.Describe(request.Caller, request.Region, request.PhysicalId);
        if (request.Json("KeyPolicy") is { } policy && policy != request.Services.Authorizer.Show(key.Policy))
            keys.PutPolicy(
                request.Caller,
                request.Region,
                key.Id,
                policy,
                request.Flag("BypassPolicyLockoutSafetyCheck")
            );
        if (request.Text("Description") is { } description && description != key.Description)
            keys.UpdateDescription(request.Caller, request.Region, key.Id, description);
        Configure(request, key, key.Enabled, key.Rotates);
        foreach (var change in TagChange.Between(key.Tags, request.UserTags()))
            keys.Tag(request.Caller, request.Region, key.Id, change);
        return Task.FromResult(Outcome(key));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var days = request.Number("PendingWindowInDays") ?? LongestWindow;
        NotFound.Translate(
            () => Keys(request).ScheduleDeletion(request.Caller, request.Region, request.PhysicalId, days),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    /// <summary>
    /// A change of what a key is fails, whatever the policies of the resource say (CloudFormation Template Reference, AWS::KMS::Key).
    /// </summary>
    static void RequireSameKind(ResourceRequest request)
    {
        var changed = kind.Where(property => request.Text(property) != request.Existing!.Properties.Text(property));
        if (changed.FirstOrDefault() is { } property)
            throw new ResourceException($"You cannot change the {property} of an existing KMS key.", "NotUpdatable");
    }

    static void Configure(ResourceRequest request, Key key, bool wasEnabled, bool rotated)
    {
        var enabled = request.Text("Enabled") is null || request.Flag("Enabled");
        if (enabled != wasEnabled)
            Keys(request).SetEnabled(request.Caller, request.Region, key.Id, enabled);
        var period = request.Number("RotationPeriodInDays");
        var rotates = request.Flag("EnableKeyRotation");
        if (rotates != rotated || (rotates && (period ?? Key.UsualPeriod) != key.RotationPeriod))
            Keys(request).SetRotation(request.Caller, request.Region, key.Id, rotates, period);
    }

    static ResourceOutcome Outcome(Key key) => new(key.Id, new JsonObject { ["Arn"] = key.Arn, ["KeyId"] = key.Id });

    static KeyOperations Keys(ResourceRequest request) => request.Services.Kms.Keys;
}
