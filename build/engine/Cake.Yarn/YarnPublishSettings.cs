using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn publish</c>.</summary>
public class YarnPublishSettings() : YarnRunnerSettings("publish")
{
    string? version;
    string? tag;

    /// <summary><c>--new-version</c></summary>
    public YarnPublishSettings NewVersion(int major, int minor, int patch)
    {
        version = $"{major}.{minor}.{patch}";
        return this;
    }

    /// <summary><c>--tag</c></summary>
    public YarnPublishSettings Tag(string tag)
    {
        this.tag = tag;
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        if (!string.IsNullOrEmpty(version))
            args.Append("--new-version").Append(version);
        if (!string.IsNullOrEmpty(tag))
            args.Append("--tag").Append(tag);
    }
}
