using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Where a service is found and how often a call is repeated. Follows AWS_ENDPOINT_URL and the service's own AWS_ENDPOINT_URL_*.</summary>
public class ServiceConfig : ClientConfig
{
    /// <summary>The SDK's modes, which differ in timeouts only; these are the standard mode's.</summary>
    static readonly IDefaultConfiguration[] modes =
    [
        .. Enum.GetValues<DefaultConfigurationMode>()
            .Select(mode => new DefaultConfiguration
            {
                Name = mode,
                RetryMode = RequestRetryMode.Standard,
                ConnectTimeout = TimeSpan.FromMilliseconds(3100),
                TlsNegotiationTimeout = TimeSpan.FromMilliseconds(3100),
            }),
    ];

    /// <param name="region">Always given: profile and environment may name another.</param>
    /// <param name="endpoint">Null for AWS itself.</param>
    public ServiceConfig(ServiceDescription service, string region, Uri? endpoint = null)
        : base(new DefaultConfigurationProvider(modes))
    {
        ArgumentNullException.ThrowIfNull(service);
        Service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.Name;
        RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        EndpointProvider = new ServiceEndpoints(this);
        // The Adaptive mode gives up after a single throttle.
        RetryMode = RequestRetryMode.Standard;
        MaxErrorRetry = 10;
        // Said always: an endpoint that AWS_ENDPOINT_URL names has no region in it, and us-east-1 would be taken.
        AuthenticationRegion = service.IsGlobal ? HomeOf(RegionEndpoint) : region;
        if (endpoint is not null)
            ServiceURL = endpoint.ToString();
    }

    internal ServiceDescription Service { get; }

    public override string RegionEndpointServiceName => Service.Name;

    public override string ServiceVersion => Service.Version;

    public override string UserAgent => $"Cake.AWS.CloudFormation/{typeof(ServiceConfig).Assembly.GetName().Version}";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? Found(RegionEndpoint));

    string Found(RegionEndpoint region)
    {
        var host = (Service.HostLabel ?? Service.Name) + (UseFIPSEndpoint ? "-fips" : "");
        return Service.IsGlobal
            ? region.PartitionName == "aws"
                ? $"https://{host}.amazonaws.com"
                : $"https://{host}.{HomeOf(region)}.{region.PartitionDnsSuffix}"
            : $"https://{host}.{region.SystemName}.{region.PartitionDnsSuffix}";
    }

    /// <summary>The region that a partition's global services are in.</summary>
    static string HomeOf(RegionEndpoint region) =>
        region.PartitionName switch
        {
            "aws-cn" => "cn-north-1",
            "aws-us-gov" => "us-gov-west-1",
            "aws" => "us-east-1",
            _ => region.SystemName,
        };

    sealed class ServiceEndpoints(ServiceConfig config) : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(null));
    }
}
