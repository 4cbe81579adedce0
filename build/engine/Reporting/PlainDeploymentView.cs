using Deployment;

namespace Reporting;

/// <summary>A line for each thing that happens, in the order in which it happens.</summary>
public sealed class PlainDeploymentView(Action<string> write, TimeProvider time, StackTimes times) : IDeploymentView
{
    readonly SignsOfLife signs = new(write, time);

    public void Report(DeploymentEvent value)
    {
        if (value is DeploymentEvent.StackStarted started)
            signs.Begin(DeploymentLines.Place(started.Stack), times.Of(started.Stack));
        if (value is DeploymentEvent.StackFinished finished)
            signs.End(DeploymentLines.Place(finished.Result.Stack));
        if (value is DeploymentEvent.AssetStarted begun)
            signs.Begin(NameOf(begun.Asset));
        if (value is DeploymentEvent.AssetFinished ended)
            signs.End(NameOf(ended.Result.Asset));
        if (DeploymentLines.Of(value) is not { } line)
            return;
        write(line);
        signs.Said();
    }

    public ValueTask DisposeAsync()
    {
        signs.Dispose();
        return ValueTask.CompletedTask;
    }

    static string NameOf(AssetReference asset) => $"{asset} -> {asset.Destination}";
}
