using System.Reflection;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Composes a build and runs it on the Cake engine.</summary>
public sealed class CakeHost
{
    readonly ServiceCollection services = HostServices.Create();
    readonly List<Assembly> assemblies = Assembly.GetEntryAssembly() is { } entry ? [entry] : [];

    public static CakeHost Create() => new();

    /// <summary>Adds an assembly to look for tasks in, besides the entry assembly.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; what is registered last wins over the host's own.</summary>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(this.services);
        return this;
    }

    /// <summary>Runs the targets that the arguments name and returns the exit code.</summary>
    public int Run(IEnumerable<string> args)
    {
        if (CommandLine.TryParse(args, out var commandLine, out var problem))
            return new HostRun(services, commandLine).Run(TaskTypes.In(assemblies));

        Console.Error.WriteLine($"Error: {problem}");
        return HostRun.WrongArguments;
    }
}
