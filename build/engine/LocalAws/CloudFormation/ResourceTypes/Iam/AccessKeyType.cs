using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::AccessKey by the operations of IAM; its secret is known to Fn::GetAtt alone.</summary>
public sealed class AccessKeyType() : ResourceType("AWS::IAM::AccessKey", PropertySchema.Of("AWS::IAM::AccessKey"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = request.Services.Users.CreateAccessKey(request.Caller, request.Text("UserName"));
        if (request.Text("Status") == "Inactive")
            Switch(request, key.Id);
        return Task.FromResult(new ResourceOutcome(key.Id, new JsonObject { ["SecretAccessKey"] = key.Secret }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Switch(request, request.PhysicalId);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => request.Services.Users.DeleteAccessKey(request.Caller, request.Text("UserName"), request.PhysicalId),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static void Switch(ResourceRequest request, string keyId) =>
        request.Services.Users.UpdateAccessKey(
            request.Caller,
            request.Text("UserName"),
            keyId,
            active: request.Text("Status") != "Inactive"
        );
}
