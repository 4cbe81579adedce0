using Microsoft.Extensions.Hosting;

namespace LocalAws;

/// <summary>Leaves the signals of the process to whoever runs it; the host's own lifetime would swallow an interrupt.</summary>
sealed class InProcessLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
