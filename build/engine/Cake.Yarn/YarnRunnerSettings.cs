using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Yarn;

/// <summary>The settings of one yarn command.</summary>
public abstract class YarnRunnerSettings(string command) : ToolSettings
{
    protected string Command { get; set; } = command;

    internal virtual void Evaluate(ProcessArgumentBuilder args)
    {
        args.Append(Command);
        EvaluateCore(args);
    }

    /// <summary>Appends the command's options.</summary>
    protected virtual void EvaluateCore(ProcessArgumentBuilder args) { }
}
