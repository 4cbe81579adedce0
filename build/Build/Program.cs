using Build.Arguments;
using Build.Reporting;
using Build.Settings;
using Build.Tools;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Build;

/// <summary>Composes the host and turns how the run ended into an exit code: 0 done, 1 failed, 2 wrong input, 130 interrupted.</summary>
public static class Program
{
    const string CalledFrom = "BUILD_CALLED_FROM";

    public static int Main(string[] args)
    {
        var root = RepositoryRoot.Find();
        var settings = new SettingsInReading(root);
        using var run = new RunState
        {
            // Where build.sh was started, which goes to the root itself; else where the program was.
            CalledFrom = Environment.GetEnvironmentVariable(CalledFrom) ?? Environment.CurrentDirectory,
            IsDryRun = args.Any(BuildOptions.DryRun.Contains),
            IsExclusive = args.Any(BuildOptions.Exclusive.Contains),
        };
        if (!run.IsDryRun)
        {
            run.HeedSignals();
            if (Environment.GetEnvironmentVariable(RunState.EndsWithInput) is not null)
            {
                // Not what this run starts in turn.
                Environment.SetEnvironmentVariable(RunState.EndsWithInput, null);
                run.EndWithInput();
            }
        }
        var host = CakeHost
            .Create()
            .UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<CredentialsLifetime>()
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
                    .AddSingleton<IProcessRunner, CakeProcessRunner>()
                    .AddSingleton<IExecutionStrategy, GuardedExecution>()
                    .AddSingleton<ICakeReportPrinter, TaskReport>()
                    .AddSingleton<IVersionResolver, BuildVersion>()
            );
        var exitCode = host.Run(MachineOutput.IsAskedFor(args) ? MachineOutput.Reserve(host, args) : args);
        if (args.Contains("--help") || args.Contains("-h"))
            HelpText.Write(Terminal.Out);
        return run.Conclude(exitCode);
    }
}
