using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>A value given with UseCakeSetting.</summary>
sealed record HostSetting(string Key, string Value);

/// <summary>A directory given with UseWorkingDirectory.</summary>
sealed record HostWorkingDirectory(DirectoryPath Path);

/// <summary>Cake's configuration: the host's settings, below cake.config, below the environment, below the arguments.</summary>
sealed class HostConfiguration(
    IEnumerable<HostSetting> settings,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments
) : ICakeConfiguration
{
    readonly ICakeConfiguration configuration = new CakeConfigurationProvider(
        fileSystem,
        environment
    ).CreateConfiguration(environment.WorkingDirectory, BaseOf(settings), FirstOf(arguments.GetArguments()));

    public string GetValue(string key) => configuration.GetValue(key);

    /// <summary>Of settings with one key the last holds.</summary>
    static Dictionary<string, string> BaseOf(IEnumerable<HostSetting> settings)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
            values[setting.Key] = setting.Value;
        return values;
    }

    static Dictionary<string, string> FirstOf(IDictionary<string, ICollection<string>> arguments)
    {
        var values = new Dictionary<string, string>();
        foreach (var (name, given) in arguments)
            values[name] = given.FirstOrDefault() ?? string.Empty;
        return values;
    }
}
