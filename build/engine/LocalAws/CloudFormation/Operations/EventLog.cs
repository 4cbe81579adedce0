using System.Globalization;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Numbers and records a stack's events.</summary>
/// <param name="repository">Where.</param>
/// <param name="stack">The stack.</param>
/// <param name="token">The client's token of the operation.</param>
/// <param name="publish">Told of each event.</param>
sealed class EventLog(StackRepository repository, Stack stack, string? token, Action<StackEvent>? publish = null)
{
    readonly Lock _sync = new();
    int _last = repository.EventsOf(stack).Count;

    public void Add(
        string logicalId,
        string physicalId,
        string type,
        string status,
        string? reason,
        string? properties = null,
        Hooks.HookInvocation? hook = null
    )
    {
        lock (_sync)
        {
            var now = repository.Now;
            var number = ++_last;
            var happening = new StackEvent
            {
                Id =
                    physicalId == stack.Id
                        ? Guid.NewGuid().ToString()
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{logicalId}-{status}-{now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}-{number}"
                        ),
                LogicalId = logicalId,
                PhysicalId = physicalId,
                Type = type,
                Timestamp = now,
                Status = status,
                Reason = reason,
                Properties = properties,
                ClientRequestToken = token,
                Hook = hook,
            };
            repository.AddEvent(stack, number, happening);
            publish?.Invoke(happening);
        }
    }

    /// <summary>What happened to the stack itself.</summary>
    public void AddStack(string status, string? reason) =>
        Add(stack.Name, stack.Id, "AWS::CloudFormation::Stack", status, reason);
}
