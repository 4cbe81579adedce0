using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>ECR's images over JSON 1.1.</summary>
sealed class EcrImages(ImageOperations images)
{
    public JsonObject GetAuthorizationToken(AwsRequest request, JsonElement body)
    {
        var (token, expires) = images.GetAuthorizationToken(request.Caller, request.Region);
        var registries = body.Texts("registryIds").DefaultIfEmpty(request.Caller.Account);
        return new()
        {
            ["authorizationData"] = JsonService.Array(
                registries.Select(registry => new JsonObject
                {
                    ["authorizationToken"] = token,
                    ["expiresAt"] = JsonService.Seconds(expires),
                    ["proxyEndpoint"] = "https://" + EcrShapes.Host(registry, request.Region),
                })
            ),
        };
    }

    public JsonObject List(AwsRequest request, JsonElement body)
    {
        var wanted = body.Object("filter")?.Text("tagStatus");
        var (_, found) = images.List(request.Caller, request.Region, EcrService.Name(body), "ecr:ListImages", []);
        var identifiers = found
            .SelectMany(image => image.Tags.Cast<string?>().DefaultIfEmpty().Select(tag => (image.Digest, Tag: tag)))
            .Where(image => wanted is null or "ANY" || (wanted == "TAGGED") == image.Tag is not null)
            .ToList();
        var (page, next) = EcrService.Page(body, identifiers);
        return Answer("imageIds", page.Select(image => EcrShapes.Identifier(image.Digest, image.Tag)), next);
    }

    public JsonObject Describe(AwsRequest request, JsonElement body)
    {
        var (repository, found) = images.List(
            request.Caller,
            request.Region,
            EcrService.Name(body),
            "ecr:DescribeImages",
            References(body)
        );
        var wanted = body.Object("filter")?.Text("tagStatus");
        var (page, next) = EcrService.Page(
            body,
            [.. found.Where(image => wanted is null or "ANY" || (wanted == "TAGGED") == image.Tags.Count > 0)]
        );
        return Answer("imageDetails", page.Select(image => EcrShapes.Detail(repository, image)), next);
    }

    public JsonObject BatchGet(AwsRequest request, JsonElement body)
    {
        var (repository, found) = images.Get(request.Caller, request.Region, EcrService.Name(body), References(body));
        return new()
        {
            ["images"] = JsonService.Array(
                found
                    .Where(item => item.Image is not null)
                    .Select(item => EcrShapes.Image(repository, item.Image!, item.Reference.Tag))
            ),
            ["failures"] = JsonService.Array(
                found.Where(item => item.Image is null).Select(item => EcrShapes.Failure(item.Reference))
            ),
        };
    }

    public JsonObject Put(AwsRequest request, JsonElement body)
    {
        var tag = body.Text("imageTag");
        var (repository, image) = images.Put(
            request.Caller,
            request.Region,
            EcrService.Name(body),
            EcrService.Required(body, "imageManifest"),
            body.Text("imageManifestMediaType"),
            new(body.Text("imageDigest"), tag)
        );
        return new() { ["image"] = EcrShapes.Image(repository, image, tag) };
    }

    public JsonObject BatchDelete(AwsRequest request, JsonElement body)
    {
        var deleted = images.Delete(request.Caller, request.Region, EcrService.Name(body), References(body));
        return new()
        {
            ["imageIds"] = JsonService.Array(
                deleted
                    .Where(item => item.Image is not null)
                    .Select(item => EcrShapes.Identifier(item.Image!.Digest, item.Reference.Tag))
            ),
            ["failures"] = JsonService.Array(
                deleted.Where(item => item.Image is null).Select(item => EcrShapes.Failure(item.Reference))
            ),
        };
    }

    static JsonObject Answer(string member, IEnumerable<JsonObject> items, string? next)
    {
        var answer = new JsonObject { [member] = JsonService.Array(items) };
        if (next is not null)
            answer["nextToken"] = next;
        return answer;
    }

    static IReadOnlyList<ImageReference> References(JsonElement body) =>
        [
            .. body.Objects("imageIds")
                .Select(item =>
                    new ImageReference(item.Text("imageDigest"), item.Text("imageTag")) is var reference
                    && (reference.Digest ?? reference.Tag) is not null
                        ? reference
                        : throw EcrFailures.Invalid("imageIds", "Either imageDigest or imageTag must be given")
                ),
        ];
}
