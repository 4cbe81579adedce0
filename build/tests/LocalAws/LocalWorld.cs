using Amazon.Runtime;
using Amazon.SecurityToken;
using LocalAws;

namespace Build.Tests.LocalAws;

/// <summary>A fresh local AWS of three accounts, and clients of it.</summary>
public sealed class LocalWorld : IAsyncDisposable
{
    public const string Management = "123456789012";
    public const string First = "111111111111";
    public const string Second = "222222222222";

    LocalWorld(LocalAwsServer server) => Server = server;

    public LocalAwsServer Server { get; }

    public static async Task<LocalWorld> StartAsync(Func<LocalAwsOptions, LocalAwsOptions>? change = null)
    {
        var options = new LocalAwsOptions { Accounts = [Management, First, Second] };
        return new(
            await LocalAwsServer.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken)
        );
    }

    public AWSCredentials Administrator(string account)
    {
        var key = Server.AdministratorOf(account);
        return new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey);
    }

    public AmazonSecurityTokenServiceClient Sts(AWSCredentials credentials) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig()));

    public T Configure<T>(T config)
        where T : ClientConfig
    {
        config.ServiceURL = Server.Endpoint.ToString();
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        return config;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
