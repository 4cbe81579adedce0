using Cake.Core;
using Cake.Core.IO;
using Cake.Yarn.Internal;

namespace Cake.Yarn;

/// <summary>The settings of <c>yarn remove</c>.</summary>
public class YarnRemoveSettings() : YarnRunnerSettings("remove")
{
    readonly HashSet<string> packages = [];

    /// <summary>The packages to remove.</summary>
    public IEnumerable<string> Packages => packages;

    /// <summary>Whether the command is <c>yarn global remove</c>.</summary>
    public bool Global { get; internal set; }

    /// <summary>Names the package by an absolute URL, in place of those named before.</summary>
    public YarnRemoveSettings Package(Uri url)
    {
        packages.Clear();
        packages.Add(PackageName.Of(url));
        return this;
    }

    /// <summary>Names a package, with its version or tag and its scope, which starts with @.</summary>
    public YarnRemoveSettings Package(string package, string? versionOrTag = null, string? scope = null)
    {
        packages.Add(PackageName.Of(package, versionOrTag, scope));
        return this;
    }

    public YarnRemoveSettings Globally(bool enabled = true)
    {
        Global = enabled;
        return this;
    }

    internal override void Evaluate(ProcessArgumentBuilder args)
    {
        if (Global)
            args.Append("global");
        base.Evaluate(args);
    }

    protected override void EvaluateCore(ProcessArgumentBuilder args)
    {
        foreach (var package in packages)
            args.Append(package);
    }
}
