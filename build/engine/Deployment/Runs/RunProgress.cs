namespace Deployment.Runs;

/// <summary>Stamps events with the time and passes them on one at a time, since they come from many threads.</summary>
sealed class RunProgress(IProgress<DeploymentEvent> receiver, TimeProvider time) : IProgress<DeploymentEvent>
{
    readonly Lock gate = new();

    public void Report(DeploymentEvent value)
    {
        lock (gate)
            receiver.Report(value with { At = time.GetUtcNow() });
    }
}
