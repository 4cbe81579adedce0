using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Build;

/// <summary>What --version and --info say: the version of this build, and Cake's beside it.</summary>
sealed class BuildVersion : IVersionResolver
{
    public string GetVersion() => Of(typeof(BuildVersion).Assembly);

    public string GetProductVersion() => $"{GetVersion()}, on Cake {Of(typeof(ICakeContext).Assembly)}";

    static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? throw new InvalidOperationException($"{assembly.FullName} has no version");
}
