using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn audit</c>.</summary>
public class YarnAuditSettings() : YarnRunnerSettings("audit")
{
    /// <summary><c>--json</c></summary>
    public bool Json { get; internal set; }

    /// <summary><c>--verbose</c></summary>
    public bool Verbose { get; internal set; }

    public YarnAuditSettings SetJson()
    {
        Json = true;
        return this;
    }

    public YarnAuditSettings SetVerbose()
    {
        Verbose = true;
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        if (Json)
            args.Append("--json");
        if (Verbose)
            args.Append("--verbose");
    }
}
