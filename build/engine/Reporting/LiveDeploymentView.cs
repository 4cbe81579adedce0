using Deployment;
using Deployment.Texts;
using Spectre.Console;

namespace Reporting;

/// <summary>A table that is redrawn while the stacks move on.</summary>
public sealed class LiveDeploymentView(IAnsiConsole console, TimeProvider time) : IDeploymentView
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
            progress.Apply(value);
            if (value is DeploymentEvent.StackProgressed { Step: StackStep.AwaitingApproval } question)
                asked = question.Stack;
            else if (
                (value as DeploymentEvent.StackProgressed)?.Stack == asked
                || (value as DeploymentEvent.StackFinished)?.Result.Stack == asked
            )
                asked = null;
            if (value is DeploymentEvent.Planned)
                drawing ??= console.Live(Draw(progress)).AutoClear(false).StartAsync(DrawUntilEndedAsync);
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
            return Draw(progress);
    }

    internal static Table Draw(DeploymentProgress progress)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Stack", "Account", "Region", "State", "Resources");
        foreach (var row in progress.Stacks)
        {
            table.AddRow(
                Text(row.Stack.DisplayName),
                Text(row.Stack.Environment.Account),
                Text(row.Stack.Environment.Region),
                Text(row.State, Colour(row.Result)),
                Text(row.Total == 0 ? row.Resource : $"{row.Done}/{row.Total} {row.Resource}")
            );
        }

        var assets = progress.Assets == 0 ? null : $"{progress.AssetsDone} of {progress.Assets} assets";
        var caption = string.Join(", ", new[] { assets, progress.Waiting }.OfType<string>());
        return caption.Length == 0 ? table : table.Caption(Markup.Escape(caption));
    }

    static Text Text(string words, Style? style = null) => new(ForeignText.ToLine(words), style);

    static Style Colour(StackResult? result) =>
        result switch
        {
            null => new Style(Color.Yellow),
            StackResult.Failed => new Style(Color.Red),
            StackResult.Skipped or StackResult.Interrupted => new Style(Color.Grey),
            _ => new Style(Color.Green),
        };
}
