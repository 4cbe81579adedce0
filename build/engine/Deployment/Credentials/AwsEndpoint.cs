using Amazon;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Connections;

namespace Deployment.Credentials;

/// <summary>Where AWS is: AWS itself, or a local one for every service; and how it is reached.</summary>
public sealed record AwsEndpoint
{
    /// <summary>What calls name besides SDK and system, where AWS_SDK_UA_APP_ID names nothing else.</summary>
    const string Application = "cdk-deployments";

    public static readonly AwsEndpoint Aws = new((Uri?)null);

    readonly Uri? url;

    /// <param name="url">The endpoint of a local AWS; null for AWS itself.</param>
    public AwsEndpoint(Uri? url)
    {
        (this.url, IsLocal) = (url, url is not null);
        // A local AWS has one endpoint, whatever the machine asks of AWS itself.
        if (IsLocal)
            (UseFips, UseDualStack) = (false, false);
    }

    /// <summary>A local AWS that has not started yet: it can be named, and nothing can be asked of it.</summary>
    public static AwsEndpoint NotStarted { get; } = new((Uri?)null) { IsLocal = true };

    /// <summary>Null for AWS itself. A local AWS has one, or whoever asks would reach the real one.</summary>
    /// <exception cref="InvalidOperationException">The local AWS has not started.</exception>
    public Uri? Url =>
        url is null && IsLocal ? throw new InvalidOperationException("The local AWS has not started.") : url;

    public bool IsLocal { get; private init; }

    /// <summary>The profiles that the AWS CLI finds the local AWS's accounts by, by account.</summary>
    public IReadOnlyDictionary<string, string> Profiles { get; init; } = new Dictionary<string, string>();

    /// <summary>It counts as AWS itself, and the environment points SDKs at a local AWS all the same.</summary>
    public bool IsPointedAtLocal { get; init; }

    /// <summary>What runs is a build of a rehearsed pipeline, or what deploys one: its own environment points it at a local AWS.</summary>
    public bool IsPipelineRehearsal { get; init; }

    /// <summary>The Cloud Assembly that the run was given by <c>--app</c>, as it was typed: it has environments and, in a rehearsal, an AWS of its own. Null: none.</summary>
    public string? App { get; init; }

    /// <summary>The way that all calls go.</summary>
    public AwsConnections Connections { get; init; } = AwsConnections.Shared;

    /// <summary>Whether FIPS endpoints are called; null for what AWS_USE_FIPS_ENDPOINT or the profile of AWS_PROFILE says.</summary>
    public bool? UseFips { get; init; }

    /// <summary>Whether dual-stack endpoints are called; null for what AWS_USE_DUALSTACK_ENDPOINT or the profile of AWS_PROFILE says.</summary>
    public bool? UseDualStack { get; init; }

    /// <summary>Points a service client at this endpoint. The region is set here because profile and environment may name another.</summary>
    public T Configure<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        // Said always: an endpoint that AWS_ENDPOINT_URL names has no region in it, and us-east-1 would be taken.
        config.AuthenticationRegion = region;
        if (Url is not null)
            config.ServiceURL = Url.ToString();
        return Connect(config);
    }

    /// <summary>As <see cref="Configure"/>, of a client that knows its region and endpoint.</summary>
    public T Connect<T>(T config)
        where T : ClientConfig
    {
        config.HttpClientFactory = Connections;
        if (UseFips is { } fips)
            config.UseFIPSEndpoint = fips;
        if (UseDualStack is { } dualStack)
            config.UseDualstackEndpoint = dualStack;
        if (string.IsNullOrEmpty(config.ClientAppId))
            config.ClientAppId = Application;
        return config;
    }
}
