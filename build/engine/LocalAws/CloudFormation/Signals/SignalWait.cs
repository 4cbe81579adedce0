using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Signals;

/// <summary>Waits after a resource's creation until it has been signalled as its template wants.</summary>
sealed class SignalWait(StackRun run)
{
    const string WaitCondition = "AWS::CloudFormation::WaitCondition";

    SignalBoard Board => run.Environment.Signals;

    /// <summary>Forgets signals for a resource of that logical id that was there before.</summary>
    public void Prepare(string logicalId) => Board.Clear(AddressOf(logicalId));

    /// <summary>Returns when the resource need not wait any longer.</summary>
    public async Task<SignalVerdict> RunAsync(StackResource resource, CancellationToken cancellationToken)
    {
        try
        {
            return RuleOf(resource) is { } rule
                ? await ObserveAsync(resource, rule, cancellationToken)
                : SignalVerdict.Satisfied;
        }
        catch (TemplateException error)
        {
            return new(error.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Stopping.ThrowIfCancellationRequested();
            return new("Resource creation cancelled");
        }
    }

    SignalRule? RuleOf(StackResource resource)
    {
        var (instance, address) = (resource.Current!, AddressOf(resource.LogicalId));
        if (CreationPolicyRule.Of(address, instance.Type, instance.CreationPolicy) is { } rule)
            return rule;
        return instance.Type == WaitCondition ? WaitConditionRule.Of(instance.Properties) : null;
    }

    SignalAddress AddressOf(string logicalId) => new(run.Stack.Account, run.Stack.Region, run.Stack.Uuid, logicalId);

    async Task<SignalVerdict> ObserveAsync(StackResource resource, SignalRule rule, CancellationToken cancellationToken)
    {
        if (resource.Current!.IsSignalledByItsStack)
            Simulate(resource, rule);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = Task.Delay(rule.Timeout, run.Environment.Clock, end.Token);
        var told = new HashSet<Signal>();
        while (true)
        {
            var next = Board.Next;
            var isLate = late.IsCompletedSuccessfully;
            var received = Board.Of(rule.Address);
            foreach (var signal in received.Where(told.Add))
                Tell(resource, resource.Status, rule.Tell(signal));
            if (isLate)
                Tell(resource, StackStatus.UpdateInProgress, rule.TellLateness(received));
            if (rule.Judge(received, isLate) is { } verdict)
            {
                await end.CancelAsync();
                return verdict;
            }
            await Task.WhenAny(next, late);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends what instances would send that had started well.</summary>
    void Simulate(StackResource resource, SignalRule rule)
    {
        run.Environment.Log(
            $"CloudFormation: Simulated: the signals that {resource.LogicalId} of stack {run.Stack.Name} waits for were sent by nothing that runs."
        );
        for (var number = 1; number <= rule.Count; number++)
        {
            var sender = $"i-{PhysicalIds.Hash($"{rule.Address.Prefix}{number}")[..17]}";
            Board.Put(
                rule.Address,
                sender,
                _ => new(sender, Signal.Success, run.Environment.Clock.GetUtcNow(), "Simulated", "")
            );
        }
    }

    void Tell(StackResource resource, string status, string? what)
    {
        if (what is not null)
            run.AddEvent(resource.LogicalId, resource.PhysicalId ?? "", resource.Type, status, what, null);
    }
}
