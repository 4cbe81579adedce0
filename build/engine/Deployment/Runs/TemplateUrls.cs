using Deployment.Assemblies;
using Deployment.Credentials;

namespace Deployment.Runs;

/// <summary>CloudFormation takes templates from S3 by an HTTPS address, path style.</summary>
static class TemplateUrls
{
    /// <param name="url">s3://bucket/key, or already an HTTP address.</param>
    public static string ToHttp(string url, TargetEnvironment environment, AwsEndpoint endpoint)
    {
        const string Scheme = "s3://";
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
            return url;
        var host = endpoint.Url is { } local
            ? local.ToString().TrimEnd('/')
            : $"https://s3.{environment.Region}.{environment.UrlSuffix}";
        return $"{host}/{url[Scheme.Length..]}";
    }
}
