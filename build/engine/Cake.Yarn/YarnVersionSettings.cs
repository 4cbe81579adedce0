using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn version</c>.</summary>
public class YarnVersionSettings() : YarnRunnerSettings("version")
{
    /// <summary><c>--new-version</c></summary>
    public string? NewVersion { get; internal set; }

    /// <summary><c>--no-git-tag-version</c></summary>
    public bool DisableGitTagVersion { get; internal set; }

    public YarnVersionSettings SetVersion(string newVersion)
    {
        NewVersion = newVersion;
        return this;
    }

    public YarnVersionSettings DisableGitTagCreation()
    {
        DisableGitTagVersion = true;
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        if (!string.IsNullOrEmpty(NewVersion))
            args.Append("--new-version").AppendQuoted(NewVersion);
        if (DisableGitTagVersion)
            args.Append("--no-git-tag-version");
    }
}
