using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>One run of the host, from parsed arguments to the exit code.</summary>
sealed class HostRun(ServiceCollection services, CommandLine commandLine)
{
    /// <summary>The exit code for arguments that the host does not understand.</summary>
    public const int WrongArguments = 2;

    public int Run(IEnumerable<Type> tasks)
    {
        if (commandLine.Help)
        {
            HostOptions.WriteHelp(Console.Out);
            return 0;
        }

        foreach (var task in tasks)
            services.AddSingleton(typeof(IFrostingTask), task);
        services.AddSingleton(commandLine.Arguments);
        var provider = new HostServiceProvider(services);
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            Run(provider, log);
            return 0;
        }
#pragma warning disable CA1031 // The outermost place: whatever a task or a lifetime throws becomes a message and an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return log.LogException(exception is CakeReportException { InnerException: { } cause } ? cause : exception);
        }
        finally
        {
            provider.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    void Run(HostServiceProvider provider, ICakeLog log)
    {
        if (commandLine.Version)
        {
            provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        if (commandLine.Info)
        {
            provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            return;
        }

        log.Verbosity = commandLine.Verbosity ?? Verbosity.Normal;
        SetWorkingDirectory(provider);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(commandLine.Verbosity);
        InstallTools(provider);

        var host = SelectHost(provider);
        provider.GetRequiredService<EngineConfiguration>().Apply();
        EnsureKnown(provider.GetRequiredService<ICakeEngine>());
        if (commandLine.Exclusive)
            host.Settings.UseExclusiveTarget();
        host.RunTargets(commandLine.Targets);
    }

    void SetWorkingDirectory(HostServiceProvider provider)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var directory = commandLine.WorkingDirectory is { } given
            ? new DirectoryPath(given)
            : provider.GetService<HostWorkingDirectory>()?.Path;
        if (directory is null)
            return;

        var absolute = directory.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(absolute))
            throw new CakeException(WrongArguments, $"The working directory '{absolute.FullPath}' does not exist.");
        environment.WorkingDirectory = absolute;
    }

    static void InstallTools(HostServiceProvider provider)
    {
        foreach (var tool in provider.GetServices<PackageReference>())
            provider.GetRequiredService<IToolInstaller>().Install(tool);
    }

    IScriptHost SelectHost(HostServiceProvider provider) =>
        commandLine switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };

    void EnsureKnown(ICakeEngine engine)
    {
        var unknown = commandLine.Targets.FirstOrDefault(target =>
            !engine.Tasks.Any(task => task.Name.Equals(target, StringComparison.OrdinalIgnoreCase))
        );
        if (unknown is null || commandLine.Tree || commandLine.Description)
            return;

        var known = engine.Tasks.Select(task => task.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var meant = CloseMatch.Of(unknown, known) is { } match ? $" Did you mean '{match}'?" : "";
        throw new CakeException(
            WrongArguments,
            $"The target '{unknown}' was not found.{meant} Known targets: {string.Join(", ", known)}."
        );
    }
}
