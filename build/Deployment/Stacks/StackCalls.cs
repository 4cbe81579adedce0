using Cake.AWS.CloudFormation.Client;
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
        var config = new CloudFormationConfig(session.Region, endpoint.Url) { MaxErrorRetry = 0 };
        client = new CloudFormationClient(session.Credentials, config);
        retry = new Retry(time);
        Time = time;
        Session = session;
    }

    public Session Session { get; }

    public TimeProvider Time { get; }

    public Task<TResult> SendAsync<TResult>(CloudFormationRequest<TResult> request, CancellationToken cancellationToken)
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
            var page = await SendAsync(next, cancellationToken);
            yield return page;
            if (string.IsNullOrEmpty(page.NextToken))
                yield break;
            next = next with { NextToken = page.NextToken };
        }
    }

    public void Dispose() => client.Dispose();

    bool IsThrottled(Exception exception, RateKey key)
    {
        if (!TransientFaults.IsThrottling(exception))
            return false;
        throttled?.Invoke(key);
        return true;
    }
}
