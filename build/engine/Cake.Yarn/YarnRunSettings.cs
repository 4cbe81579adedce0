using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn run</c>.</summary>
public class YarnRunSettings : YarnRunnerSettings
{
    public YarnRunSettings()
        : base("run") { }

    public YarnRunSettings(string command)
        : base("run") => ScriptName = command;

    /// <summary>What is handed to the script, each appended as it stands.</summary>
    public IList<string> Arguments { get; set; } = [];

    /// <summary>The script's name in package.json.</summary>
    public string ScriptName { get; set; } = string.Empty;

    /// <summary>Whether yarn itself is quiet; the script is heard.</summary>
    public bool Silent { get; set; }

    public YarnRunSettings WithArgument(string arg)
    {
        Arguments.Add(arg);
        return this;
    }

    public YarnRunSettings WithSilent()
    {
        Silent = true;
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        ArgumentException.ThrowIfNullOrEmpty(ScriptName);
        if (Silent)
            args.Append("--silent");
        args.Append(ScriptName);
        foreach (var argument in Arguments)
            args.Append(argument);
    }
}
