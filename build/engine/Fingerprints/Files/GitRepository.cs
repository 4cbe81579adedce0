using System.Diagnostics;
using Deployment;
using Fingerprints.Patterns;

namespace Fingerprints.Files;

/// <summary>The repository that a checkout is, or lies in; a folder without one is its own top with nothing tracked.</summary>
internal sealed class GitRepository
{
    private readonly string? _folder;

    private GitRepository(string root, string top, string? folder)
    {
        Root = root;
        _folder = folder;
        Prefix = top == root ? "" : Path.GetRelativePath(top, root).Replace('\\', '/') + "/";
        Rules = RulesAt(top);
    }

    /// <summary>The root of the checkout, an absolute path.</summary>
    public string Root { get; }

    /// <summary>The root relative to the top of the repository, with a slash behind it; empty where they are the same.</summary>
    public string Prefix { get; }

    /// <summary>What holds at the root: info/exclude and the .gitignore files above the root. Not those of the user alone.</summary>
    public IgnoreRules Rules { get; }

    public static GitRepository Find(string root)
    {
        for (var top = root; top is not null; top = Path.GetDirectoryName(top))
        {
            var git = Path.Combine(top, ".git");
            if (Directory.Exists(git))
                return new(root, top, git);
            if (
                File.Exists(git)
                && File.ReadAllText(git).Trim() is var link
                && link.StartsWith("gitdir: ", StringComparison.Ordinal)
            )
                return new(root, top, Path.GetFullPath(link[8..], top));
        }
        return new(root, root, null);
    }

    /// <summary>The paths that git tracks below the root, relative to it.</summary>
    public IReadOnlyList<string> Tracked()
    {
        var index = _folder is null ? null : Path.Combine(_folder, "index");
        if (index is null || !File.Exists(index))
            return [];
        var paths = UsesSha1() ? GitIndex.Parse(File.ReadAllBytes(index)) : null;
        return paths is null ? AskGit()
            : Prefix.Length == 0 ? paths
            :
            [
                .. paths
                    .Where(path => path.StartsWith(Prefix, StringComparison.Ordinal))
                    .Select(path => path[Prefix.Length..]),
            ];
    }

    private bool UsesSha1() => !ReadCommon("config").Contains("objectformat", StringComparison.OrdinalIgnoreCase);

    private string[] AskGit()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Root,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0
            ? paths
            : throw new BuildException(
                new Finding(
                    FingerprintCodes.GitFailed,
                    $"git ls-files exited {git.ExitCode} in {Root}",
                    "run git status there"
                )
            );
    }

    private IgnoreRules RulesAt(string top)
    {
        var rules = IgnoreRules.None.With("", ReadCommon("info/exclude"));
        for (var end = 0; end < Prefix.Length; end = Prefix.IndexOf('/', end) + 1)
        {
            var folder = end == 0 ? "" : Prefix[..(end - 1)];
            var file = Path.Combine(top, folder, ".gitignore");
            if (File.Exists(file))
                rules = rules.With(folder, File.ReadAllText(file));
        }
        return rules;
    }

    private string ReadCommon(string name)
    {
        if (_folder is null)
            return "";
        var link = Path.Combine(_folder, "commondir");
        var common = File.Exists(link) ? Path.GetFullPath(File.ReadAllText(link).Trim(), _folder) : _folder;
        var file = Path.Combine(common, name);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
