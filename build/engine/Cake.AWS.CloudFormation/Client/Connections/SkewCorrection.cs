using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>The SDK's retry policy for callers that repeat calls themselves: it only signs anew, once, where the clock was off.</summary>
/// <remarks>The SDK learns the clock's error from the Date of each answer and signs by it; with MaxErrorRetry = 0 a call that
/// was refused for it is not signed anew.</remarks>
public sealed class SkewCorrection : StandardRetryPolicy
{
    SkewCorrection()
        : base(1) { }

    /// <summary>Puts it into a client's pipeline.</summary>
    public static void Into(RuntimePipeline pipeline) =>
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new SkewCorrection()));

    /// <summary>Asked only where the clock is not to blame.</summary>
    public override bool RetryForException(IExecutionContext executionContext, Exception exception) => false;

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        Task.FromResult(false);

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) => Task.CompletedTask;
}
