using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Scheduling;

namespace Deployment.Stacks;

/// <summary>CloudFormation in one account and region with one role. Throttles and faults are waited out; what else fails is a finding.</summary>
public sealed class StackCalls : IDisposable
{
    readonly CloudFormationClient client;
    readonly Retry retry;
    readonly RateBudgets budgets;
    readonly Action<RateKey>? throttled;

    /// <param name="throttled">Told of each throttled call.</param>
    public StackCalls(
        Session session,
        AwsEndpoint endpoint,
        RateBudgets budgets,
        TimeProvider time,
        Action<RateKey>? throttled = null
    )
    {
        (this.budgets, this.throttled) = (budgets, throttled);
        var config = endpoint.Connect(new CloudFormationConfig(session.Region, endpoint.Url) { MaxErrorRetry = 0 });
        client = new CloudFormationClient(session.Credentials, config);
        retry = new Retry(time);
        Time = time;
        Session = session;
    }

    public Session Session { get; }

    public TimeProvider Time { get; }

    /// <summary>Waits for refusals to pass in environments that were just bootstrapped; null: none is waited for.</summary>
    internal Propagation? Propagation { get; init; }

    public Task<TResult> SendAsync<TResult>(
        CloudFormationRequest<TResult> request,
        CancellationToken cancellationToken
    ) => PatientAsync(cancel => SendOnceAsync(request, cancel), cancellationToken);

    /// <summary>Makes a call of this session, again where a refusal may pass.</summary>
    internal Task<T> PatientAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Propagation is null
            ? call(cancellationToken)
            : Propagation.RunAsync(
                new TargetEnvironment(Session.Identity.Account, Session.Region),
                Session,
                call,
                Refusal,
                cancellationToken
            );

    /// <summary>As <see cref="SendAsync{TResult}"/>, where a refusal is an answer like others.</summary>
    internal Task<TResult> SendOnceAsync<TResult>(
        CloudFormationRequest<TResult> request,
        CancellationToken cancellationToken
    )
    {
        var key = new RateKey(Session.Identity.Account, Session.Region, "cloudformation", request.Action);
        var budget = budgets.For(key);
        return retry.RunAsync(
            cancel => budget.RunAsync(within => client.SendAsync(request, within), e => IsThrottled(e, key), cancel),
            cancellationToken
        );
    }

    /// <summary>The pages of an answer as they are asked for.</summary>
    public async IAsyncEnumerable<TResult> PagesAsync<TResult>(
        PagedRequest<TResult> request,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
        where TResult : IPage
    {
        for (var next = request; ; )
        {
            // Whether it may list all stacks or read details, the caller finds out by trying.
            var page = next is DescribeStacksRequest or DescribeEventsRequest
                ? await SendOnceAsync(next, cancellationToken)
                : await SendAsync(next, cancellationToken);
            yield return page;
            if (string.IsNullOrEmpty(page.NextToken))
                yield break;
            next = next with { NextToken = page.NextToken };
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The session's own permissions, or CloudFormation's on the role that it is handed.</summary>
    static string? Refusal(Exception exception) =>
        exception switch
        {
            AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } => exception.Message,
            AmazonServiceException { ErrorCode: "ValidationError" }
                when exception.Message.Contains("is invalid or cannot be assumed", StringComparison.Ordinal) =>
                exception.Message,
            _ => null,
        };

    bool IsThrottled(Exception exception, RateKey key)
    {
        if (!TransientFaults.IsThrottling(exception))
            return false;
        throttled?.Invoke(key);
        return true;
    }
}
