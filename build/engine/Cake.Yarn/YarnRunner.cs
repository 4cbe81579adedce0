using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Yarn;

/// <summary>Runs yarn commands, each of which fails the build when yarn does.</summary>
public class YarnRunner(
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    IProcessRunner processRunner,
    IToolLocator toolLocator
)
    : Tool<YarnRunnerSettings>(fileSystem, environment, processRunner, toolLocator),
        IYarnRunnerCommands,
        IYarnRunnerConfiguration
{
    readonly IFileSystem fileSystem = fileSystem;
    DirectoryPath? workingDirectory;

    public IYarnRunnerCommands FromPath(DirectoryPath path)
    {
        workingDirectory = path;
        return this;
    }

    public IYarnRunnerCommands Install(Action<YarnInstallSettings>? configure = null) =>
        Run(new YarnInstallSettings(), configure);

    public IYarnRunnerCommands Add(Action<YarnAddSettings>? configure = null) => Run(new YarnAddSettings(), configure);

    public IYarnRunnerCommands Pack(Action<YarnPackSettings>? packSettings = null) =>
        Run(new YarnPackSettings(), packSettings);

    /// <summary>Runs <c>yarn remove</c>.</summary>
    public IYarnRunnerCommands Remove(Action<YarnRemoveSettings>? configure = null) =>
        Run(new YarnRemoveSettings(), configure);

    public IYarnRunnerCommands RunScript(string scriptName, Action<YarnRunSettings>? configure = null) =>
        Run(new YarnRunSettings(scriptName), configure);

    /// <summary>Runs <c>yarn cache</c>, for instance <c>yarn cache clean</c>.</summary>
    public IYarnRunnerCommands Cache(string subCommand, Action<YarnCacheSettings>? configure = null) =>
        Run(new YarnCacheSettings(subCommand), configure);

    public IYarnRunnerCommands Version(Action<YarnVersionSettings>? versionSettings = null) =>
        Run(new YarnVersionSettings(), versionSettings);

    public IYarnRunnerCommands Audit(Action<YarnAuditSettings>? auditSettings = null) =>
        Run(new YarnAuditSettings(), auditSettings);

    /// <summary>Runs <c>yarn publish</c>.</summary>
    public IYarnRunnerCommands Publish(Action<YarnPublishSettings>? publishSettings = null) =>
        Run(new YarnPublishSettings(), publishSettings);

    protected override string GetToolName() => "Yarn Runner";

    protected override IEnumerable<string> GetToolExecutableNames() => ["yarn.cmd", "yarn"];

    protected override DirectoryPath GetWorkingDirectory(YarnRunnerSettings settings)
    {
        if (workingDirectory is null)
            return base.GetWorkingDirectory(settings);
        if (!fileSystem.Exist(workingDirectory))
            throw new DirectoryNotFoundException($"Working directory path not found [{workingDirectory.FullPath}]");
        return workingDirectory;
    }

    YarnRunner Run<TSettings>(TSettings settings, Action<TSettings>? configure)
        where TSettings : YarnRunnerSettings
    {
        configure?.Invoke(settings);
        var arguments = new ProcessArgumentBuilder();
        settings.Evaluate(arguments);
        Run(settings, arguments);
        return this;
    }
}
