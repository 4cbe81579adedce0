using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;
using LocalAws.Ecr;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes.Ecr;

/// <summary>AWS::ECR::Repository by the operations of ECR.</summary>
public sealed class RepositoryType() : ResourceType("AWS::ECR::Repository", PropertySchema.Of("AWS::ECR::Repository"))
{
    public override string? NameProperty => "RepositoryName";

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var encryption = request.Map("EncryptionConfiguration");
        var repository = Repositories(request)
            .Create(
                request.Caller,
                request.Region,
                request.Text("RepositoryName") ?? request.NameFrom("RepositoryName", 256).ToLowerInvariant(),
                new()
                {
                    TagMutability = Mutability(request),
                    ScanOnPush = ScanOnPush(request),
                    Encryption = encryption?.Text("EncryptionType") ?? "AES256",
                    KeyId = encryption?.Text("KmsKey"),
                    Tags = request.UserTags(),
                }
            );
        try
        {
            Configure(request, repository);
        }
        catch
        {
            // Half a repository is none of this stack: it goes before the failure is told.
            Repositories(request).Delete(request.Caller, request.Region, new(repository.Name), force: true);
            throw;
        }

        return Task.FromResult(Outcome(request, repository));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var repositories = Repositories(request);
        var name = new RepositoryName(request.PhysicalId);
        var present = repositories.Describe(request.Caller, request.Region, name);
        if (Mutability(request) != present.TagMutability)
            repositories.SetTagMutability(request.Caller, request.Region, name, Mutability(request));
        if (ScanOnPush(request) != present.ScanOnPush)
            repositories.SetScanning(request.Caller, request.Region, name, ScanOnPush(request));
        var shown = present.Policy is { } kept ? request.Services.Authorizer.Show(kept) : null;
        if (request.Json("RepositoryPolicyText") is var policy && policy != shown)
            repositories.SetPolicy(request.Caller, request.Region, name, policy);
        if (Lifecycle(request) is var lifecycle && lifecycle != present.LifecyclePolicy)
            repositories.SetLifecyclePolicy(request.Caller, request.Region, name, lifecycle);
        foreach (var change in TagChange.Between(present.Tags, request.UserTags()))
            repositories.Tag(request.Caller, present.Arn, change);
        return Task.FromResult(Outcome(request, present));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () =>
                Repositories(request)
                    .Delete(
                        request.Caller,
                        request.Region,
                        new(request.PhysicalId),
                        force: request.Flag("EmptyOnDelete")
                    ),
            Name,
            request.PhysicalId
        );
        return Task.CompletedTask;
    }

    static void Configure(ResourceRequest request, Repository repository)
    {
        var name = new RepositoryName(repository.Name);
        if (request.Json("RepositoryPolicyText") is { } policy)
            Repositories(request).SetPolicy(request.Caller, request.Region, name, policy);
        if (Lifecycle(request) is { } lifecycle)
            Repositories(request).SetLifecyclePolicy(request.Caller, request.Region, name, lifecycle);
    }

    static string Mutability(ResourceRequest request) =>
        request.Text("ImageTagMutability") ?? RepositorySettings.Mutable;

    static bool ScanOnPush(ResourceRequest request) =>
        request.Map("ImageScanningConfiguration")?.Text("ScanOnPush") is "true" or "True";

    static string? Lifecycle(ResourceRequest request) => request.Map("LifecyclePolicy")?.Text("LifecyclePolicyText");

    static ResourceOutcome Outcome(ResourceRequest request, Repository repository) =>
        new(
            repository.Name,
            new JsonObject
            {
                ["Arn"] = repository.Arn,
                ["RepositoryUri"] =
                    $"{request.Account}.dkr.ecr.{request.Region}.{Partitions.UrlSuffixOf(request.Region)}/{repository.Name}",
            }
        );

    static RepositoryOperations Repositories(ResourceRequest request) => request.Services.Ecr.Repositories;
}
