using Deployment;
using Settings;
using Tools;

namespace Build.Tests.Settings;

public sealed class PinnedVersionsTests : IDisposable
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("versions-");

    public PinnedVersionsTests()
    {
        root.CreateSubdirectory("build");
    }

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Of_APackage_IsItsVersion()
    {
        Write("""{ /* by hand */ "yarn": "4.18.1" } // the last""");

        Assert.Equal("4.18.1", PinnedVersions.Of("yarn", root.FullName));
    }

    [Theory]
    [InlineData(null, "build/versions.json cannot be read")]
    [InlineData("{", "build/versions.json cannot be read")]
    [InlineData("[]", "build/versions.json names no version of yarn")]
    [InlineData("""{ "projen": "1.0.0" }""", "build/versions.json names no version of yarn")]
    [InlineData("""{ "yarn": 4 }""", "build/versions.json names no version of yarn")]
    public void Of_AFileThatDoesNotSay_IsWrongInput(string? text, string what)
    {
        if (text is not null)
            Write(text);

        var failure = Assert.Throws<BuildException>(() => PinnedVersions.Of("yarn", root.FullName));

        Assert.Equal(BuildException.WrongInput, failure.ExitCode);
        Assert.Equal(("InvalidVersions", what), (failure.Findings[0].Code, failure.Findings[0].What));
        Assert.Equal("restore it: git checkout build/versions.json", failure.Findings[0].Next);
    }

    void Write(string text) => File.WriteAllText(Path.Combine(root.FullName, PinnedVersions.Name), text);
}
