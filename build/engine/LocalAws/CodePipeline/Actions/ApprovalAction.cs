using LocalAws.CodePipeline.Executions;

namespace LocalAws.CodePipeline.Actions;

/// <summary>Waits until somebody says yes or no; seven days, unless the action says otherwise.</summary>
sealed class ApprovalAction : IActionProvider
{
    static readonly TimeSpan _usual = TimeSpan.FromDays(7);

    /// <summary>What a timer can wait for; the longest limit is beyond it.</summary>
    static readonly TimeSpan _longestTimer = TimeSpan.FromDays(49);

    public async Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var topic = context["NotificationArn"] is { } arn
            ? context.Services.Sns.DemandPublishing(context.Caller, context.Region, arn)
            : null;
        var run = context.Run;
        context.Runner.Approvals.Open(run.Id);
        var token = run.Token ?? Guid.NewGuid().ToString();
        context.Report(found =>
            found with
            {
                Token = token,
                ExternalId = token,
                Summary = context["CustomData"],
                ExternalUrl = context["ExternalEntityLink"],
            }
        );
        var clock = context.Services.World.Options.Clock;
        var limit = context.Action.TimeoutInMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : _usual;
        var left = run.Started + limit - clock.GetUtcNow();
        if (topic is not null && run.Token is null)
            context.Services.Sns.Publish(topic, ApprovalNotification.Of(context, token, run.Started + limit));
        using var expiry = new CancellationTokenSource(
            TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, _longestTimer.Ticks)),
            clock
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        Approval approval;
        try
        {
            approval = await context.Runner.Approvals.WaitAsync(run.Id, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ActionException(
                "JobFailed",
                $"Nobody approved or rejected within {limit.TotalMinutes:0} minutes"
            );
        }
        if (approval.IsApproved)
            return new() { Summary = approval.Summary, UpdatedBy = approval.By };
        context.Report(found => found with { Summary = approval.Summary, UpdatedBy = approval.By });
        throw new ActionException("JobFailed", $"Rejected by {approval.By}: {approval.Summary}");
    }
}
