using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Secrets;

/// <summary>AWS::SecretsManager::ResourcePolicy by the operations of Secrets Manager; a secret has one at most.</summary>
public sealed class ResourcePolicyType()
    : ResourceType("AWS::SecretsManager::ResourcePolicy", PropertySchema.Of("AWS::SecretsManager::ResourcePolicy"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var secret = request.Services.Secrets.GetPolicy(request.Caller, request.Region, SecretOf(request));
        if (secret.Policy is not null)
            throw ResourceException.AlreadyExists(Name, secret.Arn);
        Put(request);
        return Task.FromResult(new ResourceOutcome(secret.Arn, new JsonObject { ["Id"] = secret.Arn }));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => request.Services.Secrets.PutPolicy(request.Caller, request.Region, request.PhysicalId, policy: null),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    /// <summary>As the type's documentation says, and unlike the API, it blocks public policies unless told not to.</summary>
    static void Put(ResourceRequest request) =>
        request.Services.Secrets.PutPolicy(
            request.Caller,
            request.Region,
            SecretOf(request),
            request.Json("ResourcePolicy")!,
            blocksPublic: request.Text("BlockPublicPolicy") is not ("false" or "False")
        );

    static string SecretOf(ResourceRequest request) => request.Text("SecretId")!;
}
