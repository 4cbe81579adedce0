using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Steps;

namespace Releases.Hosting;

/// <summary>Keeps standard output for the one result of a target that programs read.</summary>
static class MachineOutput
{
    public static bool IsAskedFor(Assembly program, IReadOnlyList<string> arguments) =>
        AskedFor(program, arguments).Any();

    /// <summary>Sends everything else to standard error, and leaves the engine's report out.</summary>
    /// <returns>The arguments for the host: where no tools are run, it is to say no more than what goes wrong.</returns>
    public static IReadOnlyList<string> Reserve(CakeHost host, Assembly program, IReadOnlyList<string> arguments)
    {
        Console.SetOut(Console.Error);
        host.ConfigureServices(services => services.AddSingleton<ICakeReportPrinter, NoReport>());
        // What the user says of it comes later and wins.
        return AskedFor(program, arguments).Any(readable => readable.KeepsLog)
            ? arguments
            : ["--verbosity=Quiet", .. arguments];
    }

    static IEnumerable<MachineReadableAttribute> AskedFor(Assembly program, IReadOnlyList<string> arguments)
    {
        var isFormatted = Values(arguments, "--format").Any(format => format is "json" or "markdown");
        return Values(arguments, "--target", "-t")
            .Select(target => TaskNames.TypeOf(program, target)?.GetCustomAttribute<MachineReadableAttribute>())
            .OfType<MachineReadableAttribute>()
            .Where(readable => isFormatted || !readable.OnlyInFormat);
    }

    static IEnumerable<string> Values(IReadOnlyList<string> arguments, params string[] names)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split(['=', ':'], 2);
            if (!names.Contains(parts[0]))
                continue;
            if (parts.Length == 2)
                yield return parts[1];
            else if (i + 1 < arguments.Count)
                yield return arguments[i + 1];
        }
    }

    sealed class NoReport : ICakeReportPrinter
    {
        public void Write(CakeReport report) { }

        public void WriteStep(string name, Verbosity verbosity) { }

        public void WriteSkippedStep(string name, Verbosity verbosity) { }

        public void WriteLifeCycleStep(string name, Verbosity verbosity) { }
    }
}
