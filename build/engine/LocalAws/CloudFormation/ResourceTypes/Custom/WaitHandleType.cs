using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Custom;

/// <summary>AWS::CloudFormation::WaitConditionHandle, which needs no permission: a presigned URL of this local AWS that takes signals.</summary>
sealed class WaitHandleType()
    : ResourceType(
        "AWS::CloudFormation::WaitConditionHandle",
        PropertySchema.Of("AWS::CloudFormation::WaitConditionHandle")
    )
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var url = request.Services.CloudFormation.Handles.Create(request.Stack.Id, request.LogicalId);
        return Task.FromResult(new ResourceOutcome(url, new JsonObject { ["Id"] = Guid.NewGuid().ToString() }));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
