using LocalAws.CloudFormation.Stacks;
using LocalAws.Worlds;

namespace LocalAws.CloudFormation.Signals;

/// <summary>Keeps signals until their stack is deleted, and wakes who waits for them.</summary>
sealed class SignalBoard(World world)
{
    TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the next signal has come; to be asked for before <see cref="Of"/>.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>What has come for a resource, oldest first.</summary>
    public IReadOnlyList<Signal> Of(SignalAddress address) =>
        [
            .. Signals(address)
                .Range(address.Prefix, null, int.MaxValue)
                .Select(pair => pair.Value)
                .OrderBy(signal => signal.At),
        ];

    /// <summary>Adds a signal; what the change makes of one with the same id that is there counts.</summary>
    public void Put(SignalAddress address, string uniqueId, Func<Signal?, Signal> change)
    {
        Signals(address).Update(address.Prefix + uniqueId, change);
        Interlocked
            .Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .SetResult();
    }

    /// <summary>Forgets what came for a resource of that logical id before this one.</summary>
    public void Clear(SignalAddress address) => Remove(Signals(address), address.Prefix);

    /// <summary>Forgets what came for a stack that is gone.</summary>
    public void Clear(Stack stack) =>
        Remove(world.Table(CloudFormationTables.Signals, stack.Account, stack.Region), $"{stack.Uuid}/");

    Table<Signal> Signals(SignalAddress address) =>
        world.Table(CloudFormationTables.Signals, address.Account, address.Region);

    static void Remove(Table<Signal> signals, string prefix)
    {
        foreach (var (key, _) in signals.Range(prefix, null, int.MaxValue))
            signals.Remove(key);
    }
}
