using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Where CloudFormation is found and how often a call is repeated. Follows AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_CLOUDFORMATION.</summary>
public sealed class CloudFormationConfig : ClientConfig
{
    internal const string ServiceName = "CloudFormation";

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

    /// <param name="region">The region of the stacks, always given: profile and environment may name another.</param>
    /// <param name="endpoint">Null for AWS itself.</param>
    public CloudFormationConfig(string region, Uri? endpoint = null)
        : base(new DefaultConfigurationProvider(modes))
    {
        ServiceId = ServiceName;
        AuthenticationServiceName = "cloudformation";
        RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        EndpointProvider = new RegionalEndpoints(this);
        // The Adaptive mode gives up after a single throttle.
        RetryMode = RequestRetryMode.Standard;
        MaxErrorRetry = 10;
        if (endpoint is null)
            return;
        ServiceURL = endpoint.ToString();
        AuthenticationRegion = region;
    }

    public override string RegionEndpointServiceName => "cloudformation";

    public override string ServiceVersion => Transport.QueryMarshaller.Version;

    public override string UserAgent =>
        $"Cake.AWS.CloudFormation/{typeof(CloudFormationConfig).Assembly.GetName().Version}";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? Regional(RegionEndpoint));

    string Regional(RegionEndpoint region) =>
        $"https://cloudformation{(UseFIPSEndpoint ? "-fips" : "")}.{region.SystemName}.{region.PartitionDnsSuffix}";

    sealed class RegionalEndpoints(CloudFormationConfig config) : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) =>
            config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(null));
    }
}
