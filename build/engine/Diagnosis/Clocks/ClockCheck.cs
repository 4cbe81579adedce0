using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;
using Diagnosis.Checks;

namespace Diagnosis.Clocks;

/// <summary>Holds the machine's clock against the Date of an AWS answer: a request that is signed at another time is refused.</summary>
sealed class ClockCheck(AwsEndpoint endpoint, string region, TimeProvider time)
{
    const string Name = "clock";

    static readonly ServiceDescription service = new("STS", "sts", "2011-06-15");

    static readonly TimeSpan noticeable = TimeSpan.FromMinutes(1);
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        // As the SDK's clients find it, AWS_ENDPOINT_URL heeded.
        var config = endpoint.Connect(new ServiceConfig(service, region, endpoint.Url));
        var url = new Uri(config.DetermineServiceOperationEndpoint(new(null)).URL);
        using var handler = endpoint.Connections.CreateHandler();
        using var client = new HttpClient(handler) { Timeout = patience };
        try
        {
            // No credentials are sent: any answer has the date.
            using var answer = await client.GetAsync(url, cancellationToken);
            return answer.Headers.Date is { } date
                ? Judge(time.GetUtcNow() - date)
                : CheckResult.Unknown(CheckScopes.Machine, Name, $"the answer of {url} has no date");
        }
        catch (Exception e)
            when (e is HttpRequestException
                || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return CheckResult.Unknown(CheckScopes.Machine, Name, $"{url} does not answer: {e.Message}");
        }
    }

    static CheckResult Judge(TimeSpan ahead)
    {
        var off = ahead.Duration();
        if (off < noticeable)
            return CheckResult.Ok(CheckScopes.Machine, Name, "in sync with AWS");
        // Deployments sign by AWS's time as they find it, which other programs of this machine may not.
        return CheckResult.Warning(CheckScopes.Machine, Name, ClockFindings.Skewed(ahead));
    }
}
