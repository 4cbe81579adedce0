using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn cache</c>.</summary>
public class YarnCacheSettings : YarnRunnerSettings
{
    public YarnCacheSettings()
        : base("cache") { }

    public YarnCacheSettings(string command)
        : base("cache") => SubCommand = command;

    /// <summary>What to do with the cache, such as <c>clean</c>.</summary>
    public string SubCommand { get; set; } = string.Empty;

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        ArgumentException.ThrowIfNullOrEmpty(SubCommand);
        args.Append(SubCommand);
    }
}
