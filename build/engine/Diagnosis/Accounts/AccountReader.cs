using Amazon.Runtime;
using Deployment.Assemblies;
using Deployment.Credentials;
using Diagnosis.Clients;

namespace Diagnosis.Accounts;

/// <summary>
/// Reads in one environment with the sessions that the settings' own roles gave there, those with the fewest rights
/// first: what one may not read, the next is asked.
/// </summary>
/// <param name="simulations">The pace of the account's simulations.</param>
sealed class AccountReader(
    TargetEnvironment environment,
    IReadOnlyList<Session> sessions,
    AwsEndpoint endpoint,
    CallPace simulations,
    TimeProvider time
)
{
    public TargetEnvironment Environment => environment;

    public AwsEndpoint Endpoint => endpoint;

    /// <summary>The organization that the account is in; null where it is not known.</summary>
    public Organization? Organization { get; init; }

    public CallPace Simulations => simulations;

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<ReadResult<T>> ReadAsync<T>(
        Func<Session, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken
    )
    {
        var why = $"no session in account {environment.Account} to read with";
        foreach (var session in sessions)
        {
            try
            {
                return new ReadResult<T>.Found(await read(session, cancellationToken));
            }
            catch (AmazonServiceException e) when (Refusals.IsNotFound(e))
            {
                return new ReadResult<T>.Missing();
            }
            catch (Exception e) when (ReadFailures.Why(e) is { } reason)
            {
                why = reason;
            }
        }
        return new ReadResult<T>.Unknown(why);
    }
}
