using Benchmarks.Bootstraps;
using Benchmarks.Deployments;
using Benchmarks.LocalWorlds;

namespace Benchmarks.Workloads;

/// <summary>All workloads, by name.</summary>
public static class WorkloadCatalog
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        .. DeploymentScenarios.All.Select(scenario => new DeploymentWorkload(scenario)),
        new StartWorkload(),
        new CallsWorkload(),
        new BootstrapWorkload(),
        new Builds.BuildWorkload(),
    ];

    /// <param name="names">Names or their beginnings; none: all.</param>
    /// <exception cref="BenchmarkException">A name is no workload's.</exception>
    public static IReadOnlyList<Workload> Choose(IReadOnlyList<string> names)
    {
        foreach (var name in names.Where(name => !All.Any(workload => IsMeant(workload, name))))
            throw new BenchmarkException(
                $"No workload is named {name}: {string.Join(", ", All.Select(workload => workload.Name))}"
            );
        return [.. All.Where(workload => names.Count == 0 || names.Any(name => IsMeant(workload, name)))];
    }

    static bool IsMeant(Workload workload, string name) => workload.Name.StartsWith(name, StringComparison.Ordinal);
}
