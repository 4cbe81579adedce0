using Benchmarks;
using Benchmarks.Workloads;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};

try
{
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
