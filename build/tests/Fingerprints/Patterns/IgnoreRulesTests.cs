using Fingerprints.Files;
using Fingerprints.Patterns;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Build.Tests.Fingerprints.Patterns;

/// <summary>Git itself says what is right.</summary>
public class IgnoreRulesTests
{
    private static readonly string[] Names =
    [
        "a",
        "b",
        "ab",
        "a.b",
        ".a",
        "b[a]",
        "A",
        "é",
        "a b",
        "ba",
        "-",
        "#a",
        "!a",
    ];
    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "ab",
        "A",
        "*",
        "**",
        "?",
        "/",
        "/",
        ".",
        "[ab]",
        "[!a]",
        "[^b-z]",
        "[[:alpha:]]",
        "[a",
        "\\",
        "\\*",
        "!",
        "#",
        " ",
        "é",
        "**/",
        "/**",
        "/**/",
        "[]a]",
        "[a-]",
        "[[:foo:]]",
        "[\\]]",
        "\\ ",
    ];

    private static Gen<string> Line =>
        Gen.Choose(1, 5).SelectMany(length => Gen.Elements(Pieces).ArrayOf(length)).Select(string.Concat);

    private static Gen<string> Text =>
        Gen.Choose(0, 4).SelectMany(count => Line.ArrayOf(count)).Select(lines => string.Join('\n', lines) + "\n");

    private static Gen<string> Path =>
        Gen.Choose(1, 4)
            .SelectMany(depth => Gen.Elements(Names).ArrayOf(depth))
            .Select(names => string.Join('/', names));

    private static readonly Gen<(string[] Paths, (string Folder, string Text)[] Rules, string Exclude)> Repository =
        from paths in Path.ArrayOf(30)
        from rules in Gen.Zip(Gen.OneOf(Gen.Constant(""), Path), Text).ArrayOf(3)
        from exclude in Text
        select (paths, rules.Select(rule => (rule.Item1, rule.Item2)).ToArray(), exclude);

    [Fact]
    public void Tracked_AnyPatternsAndPaths_AreThoseThatGitWouldAdd() =>
        Prop.ForAll(
                Repository.ToArbitrary(),
                repository =>
                {
                    using var checkout = new TemporaryCheckout();
                    foreach (var path in repository.Paths)
                        TryWrite(checkout, path, "");
                    foreach (var (folder, text) in repository.Rules)
                        TryWrite(checkout, folder.Length == 0 ? ".gitignore" : folder + "/.gitignore", text);
                    checkout.Write(".git/info/exclude", repository.Exclude);

                    var expected = checkout
                        .Git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
                        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                        .Order(StringComparer.Ordinal);
                    var tree = new WorkingTree(GitRepository.Find(checkout.Root));
                    Assert.Equal(expected, tree.Tracked(new GlobSet(["**"])));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void IsIgnored_AnyPatternAndPath_IsWhatGitSays() =>
        Prop.ForAll(
                Gen.Zip(Text, Path.ArrayOf(60)).ToArbitrary(),
                sample =>
                {
                    var (text, candidates) = sample;
                    using var checkout = new TemporaryCheckout();
                    checkout.Write(".gitignore", text);
                    var paths = candidates.Distinct().ToList();
                    var ignored = checkout
                        .Run(["git", "check-ignore", "--no-index", "-z", "--stdin"], string.Join('\0', paths))
                        .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                        .ToHashSet();

                    var rules = IgnoreRules.None.With("", text);
                    Assert.All(paths, path => Assert.Equal(ignored.Contains(path), IsIgnored(rules, path)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>A path is ignored with the folder that holds it.</summary>
    private static bool IsIgnored(IgnoreRules rules, string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (rules.IsIgnored(path[..slash], isDirectory: true))
                return true;
        }
        return rules.IsIgnored(path, isDirectory: false);
    }

    private static void TryWrite(TemporaryCheckout checkout, string path, string content)
    {
        var parts = path.Split('/');
        var isBlocked = Enumerable
            .Range(1, parts.Length - 1)
            .Any(depth => File.Exists(checkout.PathOf(string.Join('/', parts[..depth]))));
        if (!isBlocked && !Directory.Exists(checkout.PathOf(path)))
            checkout.Write(path, content);
    }
}
