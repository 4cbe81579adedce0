namespace Cake.Yarn;

/// <summary>The commands of yarn that a build uses.</summary>
public interface IYarnRunnerCommands
{
    /// <summary>Runs <c>yarn install</c>.</summary>
    IYarnRunnerCommands Install(Action<YarnInstallSettings>? configure = null);

    /// <summary>Runs <c>yarn add</c>.</summary>
    IYarnRunnerCommands Add(Action<YarnAddSettings>? configure = null);

    /// <summary>Runs <c>yarn run</c> with a script of package.json.</summary>
    IYarnRunnerCommands RunScript(string scriptName, Action<YarnRunSettings>? configure = null);

    /// <summary>Runs <c>yarn pack</c>.</summary>
    IYarnRunnerCommands Pack(Action<YarnPackSettings>? packSettings = null);

    /// <summary>Runs <c>yarn version</c>.</summary>
    IYarnRunnerCommands Version(Action<YarnVersionSettings>? versionSettings = null);

    /// <summary>Runs <c>yarn audit</c>.</summary>
    IYarnRunnerCommands Audit(Action<YarnAuditSettings>? auditSettings = null);
}
