using Benchmarks;
using Benchmarks.Deployments;
using Benchmarks.Workloads;
using Benchmarks.Worlds;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};

try
{
    // This program is its own child processes, too.
    switch (args)
    {
        case [WorldProcess.Verb]:
            await WorldHost.RunAsync(Console.In, Console.Out);
            return 0;
        case [DeploymentProcess.Verb, var folder]:
            return await DeploymentProcess.RunAsync(folder, Console.Out, interruption.Token);
    }
    var options = BenchmarkOptions.Parse(args);
    if (options.IsList)
    {
        foreach (var workload in WorkloadCatalog.All)
            Console.WriteLine($"{workload.Name, -24} {workload.Description}");
        return 0;
    }
    foreach (var workload in WorkloadCatalog.Choose(options.Workloads))
    {
        Console.WriteLine($"{workload.Name}: {workload.Description}");
        await workload.RunAsync(options, Console.Out, interruption.Token);
        Console.WriteLine();
    }
    return 0;
}
catch (BenchmarkException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (interruption.IsCancellationRequested)
{
    return 130;
}
