using Cake.Core;
using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn install</c>.</summary>
public class YarnInstallSettings() : YarnRunnerSettings("install")
{
    readonly List<string> arguments = [];
    bool productionIsExplicit;

    /// <summary><c>--production=true|false</c>, sent when <see cref="ForProduction"/> was called.</summary>
    public bool Production { get; internal set; }

    /// <summary><c>--ignore-platform</c></summary>
    public bool IgnorePlatform { get; internal set; }

    /// <summary><c>--ignore-optional</c></summary>
    public bool IgnoreOptional { get; internal set; }

    /// <summary><c>--ignore-engines</c></summary>
    public bool IgnoreEngines { get; internal set; }

    /// <summary><c>--frozen-lockfile</c></summary>
    public bool FrozenLockfile { get; internal set; }

    /// <summary><c>--offline</c></summary>
    public bool OfflineInstall { get; internal set; }

    /// <summary>What <see cref="WithArgument"/> added.</summary>
    public IReadOnlyCollection<string> Arguments => arguments;

    public YarnInstallSettings ForProduction(bool enabled = true)
    {
        productionIsExplicit = true;
        Production = enabled;
        return this;
    }

    public YarnInstallSettings IgnorePlatformWarnings(bool enabled = true)
    {
        IgnorePlatform = enabled;
        return this;
    }

    public YarnInstallSettings IgnoreOptionalWarnings(bool enabled = true)
    {
        IgnoreOptional = enabled;
        return this;
    }

    public YarnInstallSettings IgnoreEnginesWarnings(bool enabled = true)
    {
        IgnoreEngines = enabled;
        return this;
    }

    public YarnInstallSettings WithFrozenLockfile(bool enabled = true)
    {
        FrozenLockfile = enabled;
        return this;
    }

    public YarnInstallSettings Offline(bool enabled = true)
    {
        OfflineInstall = enabled;
        return this;
    }

    /// <summary>Adds any other argument, as it stands.</summary>
    public YarnInstallSettings WithArgument(string arg)
    {
        arguments.Add(arg);
        return this;
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        if (productionIsExplicit)
            args.Append(Production ? "--production=true" : "--production=false");
        if (IgnorePlatform)
            args.Append("--ignore-platform");
        if (IgnoreOptional)
            args.Append("--ignore-optional");
        if (IgnoreEngines)
            args.Append("--ignore-engines");
        if (FrozenLockfile)
            args.Append("--frozen-lockfile");
        if (OfflineInstall)
            args.Append("--offline");
        foreach (var argument in arguments)
            args.Append(argument);
    }
}
