using Fingerprints.Files;
using Fingerprints.Patterns;

namespace Build.Tests.Fingerprints.Files;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new();

    public GitRepositoryTests()
    {
        foreach (var path in (string[])["a.txt", "deep/er/b.txt", "deep/er/c.txt", "deep/é.txt", "x y.txt"])
            _checkout.Write(path, path);
        _checkout.Git("add", "--all");
    }

    public void Dispose() => _checkout.Dispose();

    private IEnumerable<string> Expected =>
        _checkout.Git("ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("4")]
    public void Tracked_EachIndexVersion_IsWhatGitLists(string version)
    {
        _checkout.Git("update-index", "--index-version", version);
        if (version != "2")
            _checkout.Git("update-index", "--skip-worktree", "a.txt");

        Assert.NotNull(GitIndex.Parse(File.ReadAllBytes(_checkout.PathOf(".git/index"))));
        Assert.Equal(Expected, GitRepository.Find(_checkout.Root).Tracked());
    }

    [Fact]
    public void Tracked_SplitIndex_IsWhatGitLists()
    {
        _checkout.Git("update-index", "--split-index");

        Assert.Null(GitIndex.Parse(File.ReadAllBytes(_checkout.PathOf(".git/index"))));
        Assert.Equal(Expected, GitRepository.Find(_checkout.Root).Tracked());
    }

    [Fact]
    public void Tracked_IndexCutOffAnywhere_IsNotMisread()
    {
        var index = File.ReadAllBytes(_checkout.PathOf(".git/index"));

        Assert.All(
            Enumerable.Range(0, index.Length - 1),
            length => Assert.Null(GitIndex.Parse(index.AsSpan(0, length)))
        );
    }

    [Fact]
    public void Tracked_LinkedWorktree_IsWhatGitListsThere()
    {
        _checkout.Git("commit", "--quiet", "-m", "one");
        _checkout.Write(".git/info/exclude", "*.log\n");
        var linked = _checkout.PathOf("linked");
        _checkout.Git("worktree", "add", "--quiet", linked);
        File.WriteAllText(Path.Combine(linked, "x.log"), "");
        File.Delete(Path.Combine(linked, "a.txt"));

        var repository = GitRepository.Find(linked);

        Assert.Equal(Expected, repository.Tracked());
        Assert.DoesNotContain("x.log", new WorkingTree(repository).Tracked(new GlobSet(["**"])));
    }

    [Fact]
    public void Tracked_CheckoutWithinALargerRepository_IsRelativeToTheCheckout()
    {
        _checkout.Write(".gitignore", "/deep/*.log\n");
        _checkout.Write("deep/x.log", "");
        _checkout.Write("deep/new.txt", "");
        var repository = GitRepository.Find(_checkout.PathOf("deep"));

        Assert.Equal(["er/b.txt", "er/c.txt", "é.txt"], repository.Tracked());
        Assert.Equal(
            ["er/b.txt", "er/c.txt", "new.txt", "é.txt"],
            new WorkingTree(repository).Tracked(new GlobSet(["**"]))
        );
    }

    [Fact]
    public void Tracked_NoRepository_IsEveryFileNotIgnored()
    {
        using var folder = new TemporaryCheckout(withGit: false);
        folder.Write("a.txt", "");
        folder.Write("b.log", "");
        folder.Write(".gitignore", "*.log\n");

        Assert.Equal(
            [".gitignore", "a.txt"],
            new WorkingTree(GitRepository.Find(folder.Root)).Tracked(new GlobSet(["**"]))
        );
    }
}
