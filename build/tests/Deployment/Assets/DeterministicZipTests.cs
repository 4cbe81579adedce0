using System.IO.Compression;
using System.Security.Cryptography;
using Deployment;
using Deployment.Assemblies;
using Deployment.Assets;

namespace Build.Tests.Deployment.Assets;

public sealed class DeterministicZipTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    async Task<byte[]> ZipAsync(string? boundary = null)
    {
        using var output = new MemoryStream();
        await DeterministicZip.WriteAsync(
            folder.At("source"),
            boundary ?? folder.Path,
            output,
            TestContext.Current.CancellationToken
        );
        return output.ToArray();
    }

    static Dictionary<string, string> Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            }
        );
    }

    [Fact]
    public async Task WriteAsync_KnownFiles_GivesKnownBytes()
    {
        folder.Write("source/b.txt", new string('b', 1000));
        folder.Write("source/a/c.txt", "The quick brown fox jumps over the lazy dog, the quick brown fox.");
        folder.Write("source/ä.txt", "");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await ZipAsync()));
        Assert.True(hash == "cee0a1256d69f2393d170a868a982cff24587b1261a1c71b8ce6068d5347069f", hash);
    }

    [Fact]
    public async Task WriteAsync_TimesAndModesDiffer_GivesTheSameBytes()
    {
        var file = folder.Write("source/run.sh", "#!/bin/sh\n");
        folder.Write("source/z.txt", "z");
        var first = await ZipAsync();
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(first, await ZipAsync());
    }

    [Fact]
    public async Task WriteAsync_AnyOrderOfMaking_SortsNamesByTheirBytes()
    {
        foreach (var name in (string[])["b", "a/z", "a.txt", "B", "a/b/c", "é", "\U0001F600", "\uFF61"])
            folder.Write(Path.Combine("source", name), name);
        using var archive = new ZipArchive(new MemoryStream(await ZipAsync()));
        Assert.Equal(
            ["B", "a.txt", "a/b/c", "a/z", "b", "é", "\uFF61", "\U0001F600"],
            archive.Entries.Select(entry => entry.FullName)
        );
        Assert.All(archive.Entries, entry => Assert.Equal(new(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.All(archive.Entries, entry => Assert.Equal(0x81ED, entry.ExternalAttributes >> 16 & 0xFFFF));
    }

    [Fact]
    public async Task WriteAsync_EmptyDirectory_IsAnEmptyZip()
    {
        Directory.CreateDirectory(folder.At("source/empty"));
        var zip = await ZipAsync();
        Assert.Equal(22, zip.Length);
        Assert.Empty(Read(zip));
    }

    [Fact]
    public async Task WriteAsync_LinksInside_AreFollowed()
    {
        folder.Write("shared/lib/x.js", "x");
        folder.Write("source/main.js", "main");
        Directory.CreateSymbolicLink(folder.At("source/lib"), folder.At("shared/lib"));
        File.CreateSymbolicLink(folder.At("source/again.js"), "main.js");
        File.CreateSymbolicLink(folder.At("source/gone.js"), "nowhere.js");
        Assert.Equal(["again.js", "lib/x.js", "main.js"], Read(await ZipAsync()).Keys);
    }

    [Fact]
    public async Task WriteAsync_LinksOutAndInCircles_AreAllTold()
    {
        folder.Write("source/main.js", "main");
        folder.Write("secret.txt", "secret");
        File.CreateSymbolicLink(folder.At("source/secret.txt"), folder.At("secret.txt"));
        Directory.CreateSymbolicLink(folder.At("source/self"), folder.At("source"));
        var exception = await Assert.ThrowsAsync<BuildException>(() => ZipAsync(boundary: folder.At("source")));
        Assert.Equal(
            [nameof(FindingCodes.DependencyCycle), nameof(FindingCodes.PathTraversal)],
            exception.Findings.Select(finding => finding.Code.Name).Order()
        );
    }

    [Theory]
    [InlineData("source-old")]
    [InlineData("source.old")]
    [InlineData("sourc")]
    public async Task WriteAsync_LinkToAFolderWhoseNameBeginsAsTheBoundarys_LeadsOut(string sibling)
    {
        folder.Write("source/main.js", "main");
        folder.Write($"{sibling}/secret.txt", "secret");
        Directory.CreateSymbolicLink(folder.At("source/link"), folder.At(sibling));

        var exception = await Assert.ThrowsAsync<BuildException>(() => ZipAsync(boundary: folder.At("source")));

        Assert.Equal(nameof(FindingCodes.PathTraversal), Assert.Single(exception.Findings).Code.Name);
    }

    [Fact]
    public async Task WriteAsync_LargeFileOfManyBlocks_ComesBackAsItWas()
    {
        var text = string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"line {i} of {i * 7919 % 10007}"));
        folder.Write("source/large.txt", text);
        var zip = await ZipAsync();
        Assert.Equal(text, Read(zip)["large.txt"]);
        Assert.True(zip.Length < text.Length / 3, $"{zip.Length} of {text.Length} bytes");
    }

    [Fact]
    public async Task WriteAsync_ContentThatDoesNotCompress_GrowsHardly()
    {
        var noise = Enumerable.Range(0, 9375).SelectMany(i => SHA256.HashData(BitConverter.GetBytes(i))).ToArray();
        folder.Write("source/x", "");
        await File.WriteAllBytesAsync(folder.At("source/noise"), noise, TestContext.Current.CancellationToken);
        var zip = await ZipAsync();
        Assert.InRange(zip.Length, noise.Length, noise.Length + 400);
        await using var archive = new ZipArchive(new MemoryStream(zip));
        using var content = new MemoryStream();
        await using (var entry = await archive.GetEntry("noise")!.OpenAsync(TestContext.Current.CancellationToken))
            await entry.CopyToAsync(content, TestContext.Current.CancellationToken);
        Assert.Equal(noise, content.ToArray());
    }
}
