using System.Reflection;
using Arguments;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Reporting;
using Settings;
using Steps;
using Tools;

namespace Releases.Hosting;

/// <summary>Composes the host and turns how the run ended into an exit code: 0 done, 1 failed, 2 wrong input, 130 interrupted.</summary>
public static class ReleaseHost
{
    const string CalledFrom = "BUILD_CALLED_FROM";

    /// <typeparam name="TContext">What the program's tasks are handed; its tasks stand in the same assembly.</typeparam>
    /// <param name="args">The command line.</param>
    /// <param name="compose">Names the program's lifetimes, and adds what it needs besides.</param>
    public static int Run<TContext>(string[] args, Action<CakeHost> compose)
        where TContext : ReleaseContext
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(compose);
        var program = typeof(TContext).Assembly;
        var root = RepositoryRoot.Find();
        var settings = new SettingsLoader(root);
        using var run = new RunState
        {
            // Where build.sh was started, which goes to the root itself; else where the program was.
            CalledFrom = Environment.GetEnvironmentVariable(CalledFrom) ?? Environment.CurrentDirectory,
            IsDryRun = args.Any(BuildOptions.DryRun.Contains),
            IsExclusive = args.Any(BuildOptions.Exclusive.Contains),
        };
        Heed(run);
        var host = CakeHost
            .Create()
            .UseContext<TContext>()
            .UseWorkingDirectory(root)
            // What two targets both depend on runs once.
            .UseCakeSetting("Settings_UnifiedDependencyGraphForMultipleTargets", "true")
            .ConfigureServices(services =>
                services
                    .AddSingleton<ICakeLog>(provider => new CleanLog(
                        new CakeBuildLog(provider.GetRequiredService<IConsole>())
                    ))
                    .AddSingleton(run)
                    .AddSingleton(settings)
                    .AddSingleton<IProcessRunner>(provider => new CakeProcessRunner(
                        provider.GetRequiredService<ICakeEnvironment>(),
                        provider.GetRequiredService<ICakeLog>(),
                        run.Cancellation
                    ))
                    .AddSingleton<IExecutionStrategy, GuardedExecution>()
                    .AddSingleton<ICakeReportPrinter, TaskReport>()
                    .AddSingleton<IVersionResolver, ProgramVersion>()
            );
        // Where tests run the program inside their own.
        if (Assembly.GetEntryAssembly() != program)
            host.AddAssembly(program);
        compose(host);
        var exitCode = host.Run(
            MachineOutput.IsAskedFor(program, args) ? MachineOutput.Reserve(host, program, args) : args
        );
        if (args.Contains("--help") || args.Contains("-h"))
            HelpText.Write(Terminal.Out);
        return run.Conclude(exitCode);
    }

    /// <summary>Signals end the run in good order, and so does the end of whoever started it, where it asked for that.</summary>
    static void Heed(RunState run)
    {
        if (run.IsDryRun)
            return;
        run.HeedSignals();
        if (Environment.GetEnvironmentVariable(ChildProcesses.EndsWithInput) is null)
            return;
        // Not what this run starts in turn.
        Environment.SetEnvironmentVariable(ChildProcesses.EndsWithInput, null);
        run.EndWithInput();
    }
}
