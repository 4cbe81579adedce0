using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>The host's own services, each constructed only when something asks for it.</summary>
static class HostServices
{
    public static ServiceCollection Create()
    {
        var services = new ServiceCollection();
        services.UseModule(new CoreModule());
        services.UseModule(new CommonModule());

        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        services.AddSingleton<IConsole>(provider =>
            PlainConsole.IsWanted ? new PlainConsole() : ActivatorUtilities.CreateInstance<CakeConsole>(provider)
        );
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton<ICakeConfiguration, HostConfiguration>();
        AddAnsiConsole(services);

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();
        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<EngineConfiguration>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();

        services.AddSingleton<FrostingContext>();
        services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
        return services;
    }

    // In a method of its own, so that Spectre.Console is loaded only by what draws with it.
    static void AddAnsiConsole(ServiceCollection services) => services.AddSingleton(_ => AnsiConsole.Console);
}
