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
    ).CreateConfiguration(
        environment.WorkingDirectory,
        settings
            .GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => KeyValuePair.Create(group.Key, group.Last().Value)),
        arguments.GetArguments().ToDictionary(pair => pair.Key, pair => pair.Value.FirstOrDefault() ?? string.Empty)
    );

    public string GetValue(string key) => configuration.GetValue(key);
}
