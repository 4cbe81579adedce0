using System.Text.RegularExpressions;
using Deployment.Credentials;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Credentials;

public partial class SessionNamesTests
{
    [Fact]
    public void Create_InCodeBuild_NamesTheBuild() =>
        Assert.Equal("codebuild-release-3f2a", Create(("CODEBUILD_BUILD_ID", "release:3f2a")));

    [Fact]
    public void Create_InGitHubActions_NamesActorAndRun() =>
        Assert.Equal("github-octocat-42", Create(("GITHUB_RUN_ID", "42"), ("GITHUB_ACTOR", "octocat")));

    [Fact]
    public void Create_OnALaptop_NamesTheUser() => Assert.Equal("build-J-rg.Doe", Create());

    [Property]
    public bool Sanitize_Anything_IsANameThatStsTakes(string? name) =>
        Allowed().IsMatch(SessionNames.Sanitize(name ?? ""));

    [Fact]
    public void Sanitize_TooLong_KeepsTheEndThatTellsBuildsApart()
    {
        var name = SessionNames.Sanitize($"codebuild-{new string('p', 80)}:0a1b2c3d-1111-2222-3333-444455556666");

        Assert.Equal(SessionNames.Longest, name.Length);
        Assert.EndsWith("0a1b2c3d-1111-2222-3333-444455556666", name, StringComparison.Ordinal);
    }

    static string Create(params (string Name, string Value)[] variables) =>
        SessionNames.Create(name => variables.FirstOrDefault(v => v.Name == name).Value, "Jörg.Doe");

    [GeneratedRegex("^[A-Za-z0-9_=,.@+-]{2,64}$")]
    private static partial Regex Allowed();
}
