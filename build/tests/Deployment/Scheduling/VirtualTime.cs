using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Deployment.Scheduling;

/// <summary>Runs asynchronous work on one thread, the clock moving on only when nothing else is left to do.</summary>
sealed class VirtualTime : SynchronizationContext
{
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> posted = new();

    public FakeTimeProvider Clock { get; } = new();

    public override void Post(SendOrPostCallback d, object? state) => posted.Enqueue((d, state));

    public T Run<T>(Func<Task<T>> start, TimeSpan atMost)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = start();
            for (var begun = Clock.GetTimestamp(); !task.IsCompleted; )
            {
                while (posted.TryDequeue(out var next))
                    next.Callback(next.State);
                Assert.True(Clock.GetElapsedTime(begun) < atMost, $"not done after {atMost}");
                if (!task.IsCompleted)
                    Clock.Advance(Step);
            }
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
