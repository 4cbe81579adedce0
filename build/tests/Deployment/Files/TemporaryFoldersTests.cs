using System.Globalization;
using Deployment.Files;

namespace Build.Tests.Deployment.Files;

/// <summary>What runs that were killed leave in the temporary folder.</summary>
public sealed class TemporaryFoldersTests
{
    /// <summary>More than any machine counts to.</summary>
    const string NoProcess = "999999999";

    [Fact]
    public void RemoveLeftovers_FoldersOfAProcessThatIsGone_AreRemovedAndNoOthers()
    {
        var own = TemporaryFolders.Create("test");
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var left = Of(own, process, NoProcess);
        var others = Of(own, Environment.MachineName, $"not-{Environment.MachineName}").Replace(process, NoProcess);
        File.WriteAllText(Path.Combine(own, "kept"), "");
        Directory.CreateDirectory(Path.Combine(left, "deep"));
        Directory.CreateDirectory(others);
        Directory.CreateSymbolicLink(Path.Combine(left, "deep", "link"), own);
        try
        {
            TemporaryFolders.RemoveLeftovers();

            Assert.False(Directory.Exists(left));
            Assert.True(Directory.Exists(others));
            Assert.True(File.Exists(Path.Combine(own, "kept")));
            if (!OperatingSystem.IsWindows())
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                    File.GetUnixFileMode(own)
                );
        }
        finally
        {
            Directory.Delete(own, recursive: true);
            Directory.Delete(others);
        }
    }

    static string Of(string own, string from, string to) =>
        Path.Combine(Path.GetDirectoryName(own)!, Path.GetFileName(own).Replace($"-{from}-", $"-{to}-"));
}
