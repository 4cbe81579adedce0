using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>ECR's repositories over JSON 1.1.</summary>
sealed class EcrService(EcrOperations ecr)
{
    public static IAwsService Create(EcrOperations ecr)
    {
        var service = new EcrService(ecr);
        var images = new EcrImages(ecr.Images);
        return new JsonService(
            "AmazonEC2ContainerRegistry_V20150921",
            "1.1",
            new Dictionary<string, JsonOperation>
            {
                ["CreateRepository"] = JsonService.Do(service.Create),
                ["DescribeRepositories"] = JsonService.Do(service.Describe),
                ["DeleteRepository"] = JsonService.Do(service.Delete),
                ["PutImageTagMutability"] = JsonService.Do(service.PutTagMutability),
                ["PutImageScanningConfiguration"] = JsonService.Do(service.PutScanning),
                ["SetRepositoryPolicy"] = JsonService.Do((r, b) => service.SetPolicy(r, b, Required(b, "policyText"))),
                ["DeleteRepositoryPolicy"] = JsonService.Do((r, b) => service.SetPolicy(r, b, policy: null)),
                ["GetRepositoryPolicy"] = JsonService.Do(service.GetPolicy),
                ["PutLifecyclePolicy"] = JsonService.Do(
                    (r, b) => service.SetLifecycle(r, b, Required(b, "lifecyclePolicyText"))
                ),
                ["DeleteLifecyclePolicy"] = JsonService.Do((r, b) => service.SetLifecycle(r, b, policy: null)),
                ["GetLifecyclePolicy"] = JsonService.Do(service.GetLifecycle),
                ["TagResource"] = JsonService.Do(service.Tag),
                ["UntagResource"] = JsonService.Do(service.Untag),
                ["ListTagsForResource"] = JsonService.Do(service.ListTags),
                ["GetAuthorizationToken"] = JsonService.Do(images.GetAuthorizationToken),
                ["ListImages"] = JsonService.Do(images.List),
                ["DescribeImages"] = JsonService.Do(images.Describe),
                ["BatchGetImage"] = JsonService.Do(images.BatchGet),
                ["PutImage"] = JsonService.Do(images.Put),
                ["BatchDeleteImage"] = JsonService.Do(images.BatchDelete),
            }
        );
    }

    public static RepositoryName Name(JsonElement body) =>
        new(Required(body, "repositoryName"), body.Text("registryId"));

    public static string Required(JsonElement body, string name) =>
        body.Text(name) ?? throw EcrFailures.Invalid(name, "Member must not be null");

    /// <summary>A page of items and, unless it is the last, the token of the next.</summary>
    public static (IReadOnlyList<T> Items, string? Next) Page<T>(JsonElement body, IReadOnlyList<T> all)
    {
        var size = body.Integer("maxResults") ?? 100;
        if (size is < 1 or > 1000)
            throw EcrFailures.Invalid("maxResults", "Member must have value between 1 and 1000");
        var from = 0;
        if (
            body.Text("nextToken") is { } token
            && !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out from)
        )
            throw EcrFailures.Invalid("nextToken", "Invalid token");
        var next = (long)from + size < all.Count ? (from + size).ToString(CultureInfo.InvariantCulture) : null;
        return ([.. all.Skip(from).Take(size)], next);
    }

    JsonObject Create(AwsRequest request, JsonElement body)
    {
        var encryption = body.Object("encryptionConfiguration");
        var repository = ecr.Repositories.Create(
            request.Caller,
            request.Region,
            Required(body, "repositoryName"),
            new()
            {
                TagMutability = body.Text("imageTagMutability") ?? RepositorySettings.Mutable,
                ScanOnPush = body.Object("imageScanningConfiguration")?.Boolean("scanOnPush") ?? false,
                Encryption = encryption?.Text("encryptionType") ?? "AES256",
                KeyId = encryption?.Text("kmsKey"),
                Tags = RepositoryAccess.Tags.Check(body.Tags("tags")),
            }
        );
        return new() { ["repository"] = EcrShapes.Repository(repository) };
    }

    JsonObject Describe(AwsRequest request, JsonElement body)
    {
        var names = body.Texts("repositoryNames");
        var registry = body.Text("registryId");
        var found =
            names.Count == 0
                ? ecr.Repositories.List(request.Caller, request.Region, registry)
                :
                [
                    .. names.Select(name =>
                        ecr.Repositories.Describe(request.Caller, request.Region, new(name, registry))
                    ),
                ];
        var (page, next) = Page(body, found);
        var answer = new JsonObject { ["repositories"] = JsonService.Array(page.Select(EcrShapes.Repository)) };
        if (next is not null)
            answer["nextToken"] = next;
        return answer;
    }

    JsonObject Delete(AwsRequest request, JsonElement body)
    {
        var force = body.Boolean("force") ?? false;
        var repository = ecr.Repositories.Delete(request.Caller, request.Region, Name(body), force);
        return new() { ["repository"] = EcrShapes.Repository(repository) };
    }

    JsonObject PutTagMutability(AwsRequest request, JsonElement body)
    {
        var mutability = Required(body, "imageTagMutability");
        var repository = ecr.Repositories.SetTagMutability(request.Caller, request.Region, Name(body), mutability);
        return EcrShapes.Answer(repository, "imageTagMutability", repository.TagMutability);
    }

    JsonObject PutScanning(AwsRequest request, JsonElement body)
    {
        var scans = body.Object("imageScanningConfiguration")?.Boolean("scanOnPush") ?? false;
        var repository = ecr.Repositories.SetScanning(request.Caller, request.Region, Name(body), scans);
        return EcrShapes.Answer(
            repository,
            "imageScanningConfiguration",
            new JsonObject { ["scanOnPush"] = repository.ScanOnPush }
        );
    }

    JsonObject SetPolicy(AwsRequest request, JsonElement body, string? policy)
    {
        var repository = ecr.Repositories.SetPolicy(request.Caller, request.Region, Name(body), policy);
        return EcrShapes.Answer(repository, "policyText", repository.Policy);
    }

    JsonObject GetPolicy(AwsRequest request, JsonElement body)
    {
        var repository = ecr.Repositories.GetPolicy(request.Caller, request.Region, Name(body));
        return EcrShapes.Answer(repository, "policyText", repository.Policy);
    }

    JsonObject SetLifecycle(AwsRequest request, JsonElement body, string? policy)
    {
        var repository = ecr.Repositories.SetLifecyclePolicy(request.Caller, request.Region, Name(body), policy);
        return EcrShapes.Answer(repository, "lifecyclePolicyText", repository.LifecyclePolicy);
    }

    JsonObject GetLifecycle(AwsRequest request, JsonElement body)
    {
        var repository = ecr.Repositories.GetLifecyclePolicy(request.Caller, request.Region, Name(body));
        return EcrShapes.Answer(repository, "lifecyclePolicyText", repository.LifecyclePolicy);
    }

    JsonObject? Tag(AwsRequest request, JsonElement body)
    {
        var tags = RepositoryAccess.Tags.Check(body.Tags("tags"));
        ecr.Repositories.Tag(request.Caller, Required(body, "resourceArn"), TagChange.Add(tags));
        return null;
    }

    JsonObject? Untag(AwsRequest request, JsonElement body)
    {
        var tags = TagChange.Remove(body.Texts("tagKeys"));
        ecr.Repositories.Tag(request.Caller, Required(body, "resourceArn"), tags);
        return null;
    }

    JsonObject ListTags(AwsRequest request, JsonElement body) =>
        new()
        {
            ["tags"] = JsonService.Array(
                ecr.Repositories.ListTags(request.Caller, Required(body, "resourceArn"))
                    .Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })
            ),
        };
}
