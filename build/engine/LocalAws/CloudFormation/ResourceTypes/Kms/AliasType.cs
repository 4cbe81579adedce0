using LocalAws.Kms;

namespace LocalAws.CloudFormation.ResourceTypes.Kms;

/// <summary>AWS::KMS::Alias by the operations of KMS.</summary>
public sealed class AliasType() : ResourceType("AWS::KMS::Alias", PropertySchema.Of("AWS::KMS::Alias"))
{
    public override string? NameProperty => "AliasName";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var alias = request.Text("AliasName")!;
        Aliases(request).Create(request.Caller, request.Region, alias, request.Text("TargetKeyId")!);
        return Task.FromResult(new ResourceOutcome(alias, []));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Aliases(request).Update(request.Caller, request.Region, request.PhysicalId, request.Text("TargetKeyId")!);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => Aliases(request).Delete(request.Caller, request.Region, request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static AliasOperations Aliases(ResourceRequest request) => request.Services.Kms.Aliases;
}
