using Deployment;
using Deployment.Files;

namespace Build.Tests.Deployment.Files;

public sealed class WholeFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_FileThatIsThere_IsReplacedAndWhoReadsTheOldOneReadsItToItsEnd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a file that is open from being replaced.");
        var file = folder.Write("report.json", "old");
        using var reader = File.OpenText(file);

        WholeFile.Write(file, "new");

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void Write_FolderThatIsMissing_IsMade()
    {
        WholeFile.Write(folder.At("a/b/report.json"), "new");

        Assert.Equal("new", File.ReadAllText(folder.At("a/b/report.json")));
    }

    [Fact]
    public void Write_Link_ReplacesWhatItLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links takes a privilege there.");
        var file = folder.Write("report.json", "old");
        File.CreateSymbolicLink(folder.At("latest.json"), file);

        WholeFile.Write(folder.At("latest.json"), "new");

        Assert.Equal("new", File.ReadAllText(file));
        Assert.Equal(file, new FileInfo(folder.At("latest.json")).LinkTarget);
    }

    [Fact]
    public void WritePrivate_FileOfAnyMode_BecomesTheOwnersAloneInAFolderOfTheOwners()
    {
        if (OperatingSystem.IsWindows())
            return; // Access lists are inherited there.
        var (made, wide) = (folder.At("private/credentials"), folder.Write("credentials", "old"));
        const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(wide, Owners | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        WholeFile.WritePrivate(made, "new");
        WholeFile.WritePrivate(wide, "new");

        Assert.Equal("new", File.ReadAllText(wide));
        Assert.Equal((Owners, Owners), (File.GetUnixFileMode(made), File.GetUnixFileMode(wide)));
        Assert.Equal(Owners | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("private")));
    }

    [Fact]
    public void Write_ThatFails_SaysSoAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(folder.At("report.json"));

        var failure = Assert.Throws<BuildException>(() => WholeFile.Write(folder.At("report.json"), "new"));

        Assert.Equal("FileNotWritten", Assert.Single(failure.Findings).Code);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }
}
