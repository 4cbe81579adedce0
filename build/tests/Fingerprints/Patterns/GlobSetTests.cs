using Fingerprints.Patterns;

namespace Build.Tests.Fingerprints.Patterns;

public class GlobSetTests
{
    [Theory]
    [InlineData("infra/src/**", "infra/src/a/b.ts", true)]
    [InlineData("infra/src/", "infra/src/a/b.ts", true)]
    [InlineData("infra/src/**", "infra/src.ts", false)]
    [InlineData("infra/*.json", "infra/cdk.json", true)]
    [InlineData("infra/*.json", "infra/a/cdk.json", false)]
    [InlineData("**/*.cs", "a/b/c.cs", true)]
    [InlineData("**/*.cs", "c.cs", true)]
    [InlineData("infra/cdk.json", "infra/cdk.json", true)]
    [InlineData("infra/cdk.json", "infra/cdk_json", false)]
    public void IsMatch_PathsAndGlobs_FollowGit(string glob, string path, bool expected)
    {
        var globs = new GlobSet([glob]);

        Assert.Equal(expected, globs.IsMatch(path));
        if (expected)
            Assert.All(Folders(path), folder => Assert.True(globs.ReachesBelow(folder), folder));
    }

    [Theory]
    [InlineData("infra/src/**", "pipeline")]
    [InlineData("infra/src/**", "infra/test")]
    [InlineData("infra/*.json", "infra/src")]
    [InlineData("infra/cdk.json", "infra/cdk.json")]
    public void ReachesBelow_FolderWithoutMatches_IsFalse(string glob, string folder) =>
        Assert.False(new GlobSet([glob]).ReachesBelow(folder));

    [Fact]
    public void HoldsAllBelow_FolderWithAnExclusionIn_IsFalse()
    {
        var globs = new GlobSet(["infra/node_modules/", "!infra/node_modules/.cache/"]);

        Assert.False(globs.HoldsAllBelow("infra/node_modules"));
        Assert.False(globs.HoldsAllBelow("infra/node_modules/.cache"));
        Assert.True(globs.HoldsAllBelow("infra/node_modules/aws-cdk"));
        Assert.False(globs.HoldsAllBelow("infra"));
        Assert.False(globs.IsMatch("infra/node_modules/.cache/a"));
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }
}
