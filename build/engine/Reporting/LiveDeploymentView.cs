using Deployment;
using Spectre.Console;

namespace Reporting;

/// <summary>A table that is redrawn while the stacks move on.</summary>
/// <param name="times">How long the stacks took the last time.</param>
public sealed class LiveDeploymentView(IAnsiConsole console, TimeProvider time, StackTimes times) : IDeploymentView
{
    static readonly TimeSpan redraw = TimeSpan.FromMilliseconds(200);

    readonly Lock gate = new();
    readonly DeploymentProgress progress = new();
    readonly TaskCompletionSource ended = new();
    Task? drawing;

    /// <summary>The stack about which somebody is asked: the question has the terminal to itself.</summary>
    StackReference? asked;

    /// <summary>The table appears with the plan: what comes before it, such as a question, has the terminal to itself.</summary>
    public void Report(DeploymentEvent value)
    {
        lock (gate)
        {
            progress.Apply(value, time.GetUtcNow());
            if (value is DeploymentEvent.StackProgressed { Step: StackStep.AwaitingApproval } question)
                asked = question.Stack;
            else if (
                (value as DeploymentEvent.StackProgressed)?.Stack == asked
                || (value as DeploymentEvent.StackFinished)?.Result.Stack == asked
            )
                asked = null;
            if (value is DeploymentEvent.Planned)
                drawing ??= console.Live(Draw()).AutoClear(false).StartAsync(DrawUntilEndedAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        if (drawing is not null)
            await drawing;
    }

    async Task DrawUntilEndedAsync(LiveDisplayContext display)
    {
        while (!ended.Task.IsCompleted)
        {
            if (!IsAsking)
                display.UpdateTarget(Draw());
            await Task.WhenAny(ended.Task, Task.Delay(redraw, time));
        }

        display.UpdateTarget(Draw());
    }

    bool IsAsking
    {
        get
        {
            lock (gate)
                return asked is not null;
        }
    }

    Table Draw()
    {
        lock (gate)
            return new DeploymentDrawing(times, time.GetUtcNow(), console.Profile.Width, console.Profile.Height).Of(
                progress
            );
    }
}
