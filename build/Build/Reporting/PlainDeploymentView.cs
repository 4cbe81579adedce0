using Deployment;

namespace Build.Reporting;

/// <summary>A line for each thing that happens, in the order in which it happens.</summary>
sealed class PlainDeploymentView(Action<string> write) : IDeploymentView
{
    public void Report(DeploymentEvent value)
    {
        if (DeploymentLines.Of(value) is { } line)
            write(line);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
