using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Cake.AWS.CloudFormation.Client.Endpoints;

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
        AuthenticationRegion = ServiceEndpoint.Of(service.Name, region).SigningRegion;
        if (endpoint is not null)
            ServiceURL = endpoint.ToString();
    }

    internal ServiceDescription Service { get; }

    public override string RegionEndpointServiceName => Service.Name;

    public override string ServiceVersion => Service.Version;

    /// <summary>As the SDK's own clients say it: SDK, API, framework, system.</summary>
    public override string UserAgent =>
        InternalSDKUtils.BuildUserAgentString(Service.Id, typeof(ClientConfig).Assembly.GetName().Version!.ToString());

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? Found(RegionEndpoint));

    string Found(RegionEndpoint region) =>
        $"https://{ServiceEndpoint.Of(Service.Name, region.SystemName, UseFIPSEndpoint, UseDualstackEndpoint).Host}";

    sealed class ServiceEndpoints(ServiceConfig config) : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(null));
    }
}
