namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>AWS::CDK::Metadata: nothing but a note of what a template was made with.</summary>
public sealed class CdkMetadataType() : ResourceType(TypeName, PropertySchema.Open)
{
    public const string TypeName = "AWS::CDK::Metadata";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(
            new ResourceOutcome($"{request.Stack.Uuid}-{Stacks.PhysicalIds.Hash(request.LogicalId)[..8]}", [])
        );
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
