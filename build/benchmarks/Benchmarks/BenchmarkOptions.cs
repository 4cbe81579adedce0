using System.Globalization;

namespace Benchmarks;

/// <summary>What the command line asks for.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Names of the workloads to run, or their beginnings; none: all.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>How often each contender runs; 3.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How often the CDK CLI runs; by default once, since it takes minutes; 0: not at all.</summary>
    public int CliRounds { get; init; } = 1;

    /// <summary>Only tell the names of the workloads.</summary>
    public bool IsList { get; init; }

    /// <exception cref="BenchmarkException">An option is unknown or its value is none.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        foreach (var argument in arguments)
        {
            var (name, value) = argument.Split('=', 2) switch
            {
                [var left, var right] => (left, right),
                _ => (argument, ""),
            };
            options = name switch
            {
                "--list" => options with { IsList = true },
                "--rounds" => options with { Rounds = Number(name, value, 1) },
                "--cli-rounds" => options with { CliRounds = Number(name, value, 0) },
                "--without-cli" => options with { CliRounds = 0 },
                _ when !name.StartsWith('-') => options with { Workloads = [.. options.Workloads, argument] },
                _ => throw new BenchmarkException(
                    $"{argument} is none of --list, --rounds=N, --cli-rounds=N, --without-cli, or a workload's name"
                ),
            };
        }
        return options;
    }

    static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new BenchmarkException($"{name}={value} is not a number from {least}");
}
