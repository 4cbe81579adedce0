using System.Text.Json.Nodes;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::OIDCProvider by the operations of IAM.</summary>
public sealed class OidcProviderType()
    : ResourceType("AWS::IAM::OIDCProvider", PropertySchema.Of("AWS::IAM::OIDCProvider"))
{
    public override string? NameProperty => "Url";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var provider = request.Services.OidcProviders.Create(
            request.Caller,
            request.Text("Url") ?? "",
            request.Texts("ClientIdList"),
            request.Texts("ThumbprintList"),
            request.UserTags()
        );
        return Task.FromResult(Outcome(provider));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var providers = request.Services.OidcProviders;
        var before = providers.Get(request.Caller, request.PhysicalId);
        var wanted = request.Texts("ClientIdList");
        if (wanted.Except(before.ClientIds).Any())
            Change("iam:AddClientIDToOpenIDConnectProvider");
        if (before.ClientIds.Except(wanted).Any())
            Change("iam:RemoveClientIDFromOpenIDConnectProvider");
        if (!before.Thumbprints.SequenceEqual(request.Texts("ThumbprintList")))
            providers.SetThumbprints(request.Caller, request.PhysicalId, request.Texts("ThumbprintList"));
        foreach (var change in TagChange.Between(before.Tags, request.UserTags()))
            providers.Tag(request.Caller, request.PhysicalId, change);
        return Task.FromResult(Outcome(before));

        void Change(string action) => providers.SetClientIds(request.Caller, request.PhysicalId, wanted, action);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => request.Services.OidcProviders.Delete(request.Caller, request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static ResourceOutcome Outcome(OidcProvider provider) =>
        new(provider.Arn, new JsonObject { ["Arn"] = provider.Arn });
}
