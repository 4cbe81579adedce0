using Amazon;
using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>Where AWS is: null for AWS itself, otherwise the local endpoint for every service.</summary>
public sealed record AwsEndpoint(Uri? Url)
{
    public static readonly AwsEndpoint Aws = new((Uri?)null);

    public bool IsLocal => Url is not null;

    /// <summary>Points a service client at this endpoint. The region is set here because profile and environment may name another.</summary>
    public T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        // Said always: an endpoint that AWS_ENDPOINT_URL names has no region in it, and us-east-1 would be taken.
        config.AuthenticationRegion = region;
        if (Url is not null)
            config.ServiceURL = Url.ToString();
        return config;
    }
}
