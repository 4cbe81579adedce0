using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn pack</c>.</summary>
public class YarnPackSettings() : YarnRunnerSettings("pack")
{
    /// <summary><c>--filename</c></summary>
    public string? Filename { get; internal set; }

    public YarnPackSettings Named(string filename)
    {
        Filename = filename;
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        if (!string.IsNullOrEmpty(Filename))
            args.Append("--filename").AppendQuoted(Filename);
    }
}
