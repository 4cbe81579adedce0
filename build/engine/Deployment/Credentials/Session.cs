using Amazon.Runtime;
using Deployment.Credentials.Profiles;

namespace Deployment.Credentials;

/// <summary>Credentials whose account is known to be the right one.</summary>
public sealed class Session : IDisposable
{
    readonly IReadOnlyList<IDisposable> owned;

    internal Session(
        CallerIdentity identity,
        AWSCredentials credentials,
        BaseCredentials asked,
        string region,
        string name,
        AwsEndpoint endpoint,
        IReadOnlyList<IDisposable> owned
    )
    {
        Endpoint = endpoint;
        this.owned = owned;
        Identity = identity;
        Credentials = credentials;
        Asked = asked;
        Region = region;
        Name = name;
    }

    public CallerIdentity Identity { get; }

    /// <summary>Renew themselves where they come from a role.</summary>
    public AWSCredentials Credentials { get; }

    public string Region { get; }

    /// <summary>The role session name of this run.</summary>
    public string Name { get; }

    /// <summary>When the present credentials end; null when they do not, or when their source does not say.</summary>
    public DateTimeOffset? Expiry =>
        Credentials.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null;

    internal BaseCredentials Asked { get; }

    /// <summary>Where it is a session of.</summary>
    internal AwsEndpoint Endpoint { get; }

    /// <summary>What a child process needs to act as this session.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ToEnvironmentVariablesAsync(
        CancellationToken cancellationToken
    )
    {
        var keys = await Credentials.GetCredentialsAsync().WaitAsync(cancellationToken);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = keys.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = keys.SecretKey,
            ["AWS_REGION"] = Region,
            ["AWS_DEFAULT_REGION"] = Region,
        };
        if (keys.UseToken)
            variables["AWS_SESSION_TOKEN"] = keys.Token;
        if (Endpoint.Url is { } url)
            variables["AWS_ENDPOINT_URL"] = url.ToString().TrimEnd('/');
        Add(EndpointVariants.FipsVariable, Endpoint.UseFips);
        Add(EndpointVariants.DualStackVariable, Endpoint.UseDualStack);
        return variables;

        void Add(string name, bool? value)
        {
            if (value is { } said)
                variables[name] = said ? "true" : "false";
        }
    }

    /// <summary>The same session for calls to another region. What it stands on stays this session's to dispose.</summary>
    public Session In(string region) => new(Identity, Credentials, Asked, region, Name, Endpoint, []);

    public void Dispose()
    {
        foreach (var item in owned)
            item.Dispose();
    }

    public override string ToString() => Identity.Arn;
}
