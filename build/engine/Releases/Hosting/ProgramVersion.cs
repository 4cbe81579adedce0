using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Releases.Hosting;

/// <summary>What --version and --info say: the version of this build, and Cake's beside it.</summary>
sealed class ProgramVersion : IVersionResolver
{
    public string GetVersion() => Of(typeof(ProgramVersion).Assembly);

    public string GetProductVersion() => $"{GetVersion()}, on Cake {Of(typeof(ICakeContext).Assembly)}";

    static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? throw new InvalidOperationException($"{assembly.FullName} has no version");
}
