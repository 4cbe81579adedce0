using System.Text;
using LocalAws.CloudFormation.Stacks;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Where a request's template comes from: its body, an object in S3 that the caller may read, or the stack.</summary>
sealed class TemplateSource(AwsServices services, StackRepository repository, Caller caller)
{
    const int ObjectLimit = 1_048_576;
    const int PolicyLimit = 16_384;

    public async Task<string> ReadAsync(StackInput input, Stack? existing, CancellationToken cancellationToken)
    {
        if (input.TemplateBody is { } body)
        {
            if (input.TemplateUrl is not null)
                throw Problems.Validation("Only one of TemplateBody or TemplateUrl may be specified.");
            if (body.Length == 0 || Encoding.UTF8.GetByteCount(body) > input.TemplateBodyLimit)
                throw Problems.Validation(
                    $"1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length {(body.Length == 0 ? "greater than or equal to 1" : $"less than or equal to {input.TemplateBodyLimit}")}"
                );
            return body;
        }

        if (input.TemplateUrl is { } url)
            return await FetchAsync(url, "TemplateURL", ObjectLimit, cancellationToken);
        if (input.UsePreviousTemplate && existing is { Definition.Template.Length: > 0 })
            return repository.TemplateText(existing.Definition.Submitted ?? existing.Definition.Template);
        throw Problems.Validation("Either Template URL or Template Body must be specified.");
    }

    /// <summary>A stack policy of a request, checked; null where there is none.</summary>
    public async Task<string?> ReadPolicyAsync(string? body, string? url, CancellationToken cancellationToken)
    {
        if (body is not null && url is not null)
            throw Problems.Validation("You cannot specify both StackPolicyBody and StackPolicyURL.");
        var policy = url is null ? body : await FetchAsync(url, "StackPolicyURL", PolicyLimit, cancellationToken);
        if (policy is not null)
            StackPolicy.Parse(policy);
        return policy;
    }

    async Task<string> FetchAsync(string url, string name, int limit, CancellationToken cancellationToken)
    {
        if (TemplateLocation.Parse(url, services.World.Endpoint) is not { } location)
            throw Problems.Validation($"{name} must be a supported URL.");
        byte[]? bytes;
        try
        {
            bytes = await ObjectReader.ReadAsync(
                services,
                caller.Through("cloudformation.amazonaws.com"),
                repository.Region,
                location,
                limit,
                cancellationToken
            );
        }
        catch (AwsException error)
        {
            throw Problems.Validation(
                $"S3 error: {error.Message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
            );
        }

        return bytes is null
            ? throw Problems.Validation(
                $"{(name == "TemplateURL" ? "Template" : "Stack policy")} may not exceed {limit} bytes in size."
            )
            : Encoding.UTF8.GetString(bytes);
    }
}

/// <summary>A bucket and key, with the version where one is asked for.</summary>
sealed record TemplateLocation(string Bucket, string Key, string? VersionId)
{
    /// <summary>Reads the URL forms of S3 and of this endpoint; null when it is none of them.</summary>
    public static TemplateLocation? Parse(string url, Uri endpoint)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var path = Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/');
        var version = uri
            .Query.Split('&', '?')
            .FirstOrDefault(part => part.StartsWith("versionId=", StringComparison.Ordinal));
        var versionId = version?["versionId=".Length..];
        var host = uri.Host;
        var s3 = host.IndexOf(".s3", StringComparison.Ordinal);
        if (s3 > 0 && host.Contains(".amazonaws.com", StringComparison.Ordinal))
            return path.Length == 0 ? null : new TemplateLocation(host[..s3], path, versionId);
        var isPathStyle =
            (
                host.StartsWith("s3", StringComparison.Ordinal)
                && host.Contains(".amazonaws.com", StringComparison.Ordinal)
            )
            || uri.IsLoopback
            || uri.Authority == endpoint.Authority;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return isPathStyle && slash > 0 && slash < path.Length - 1
            ? new TemplateLocation(path[..slash], path[(slash + 1)..], versionId)
            : null;
    }
}
