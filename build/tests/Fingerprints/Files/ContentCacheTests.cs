using Fingerprints;
using Fingerprints.Files;

namespace Build.Tests.Fingerprints.Files;

public sealed class ContentCacheTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new(withGit: false);

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Hash_FileRewrittenWithinTheClocksTick_IsNeverMistaken()
    {
        var cache = new ContentCache(_checkout.Root, new FileClock(_checkout.PathOf("clock")), TimeSpan.Zero);

        for (var i = 1000; i < 3000; i++)
        {
            _checkout.Write("file", $"{i}");
            Assert.Equal(Digest.Of($"{i}"), Assert.Single(cache.Hash(["file"])).Content);
        }
    }

    [Fact]
    public void Hash_FileMissing_IsLeftOut()
    {
        var cache = new ContentCache(_checkout.Root, new FileClock(_checkout.PathOf("clock")), TimeSpan.Zero);
        _checkout.Write("here", "1");

        Assert.Equal(["here"], cache.Hash(["gone", "here"]).Select(file => file.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(128 * 1024)]
    [InlineData((128 * 1024) + 1)]
    [InlineData(1_000_003)]
    public void Hash_FileOfAnySize_IsItsSha256(int size)
    {
        var content = Enumerable.Range(0, size).Select(i => (byte)(i * 31 >> (i % 7))).ToArray();
        File.WriteAllBytes(_checkout.PathOf("file"), content);

        Assert.Equal(Digest.Of(content), FileContent.Hash(_checkout.PathOf("file"), FileKind.File));
    }

    [Fact]
    public void Of_FileOfAnyKind_SaysWhatItIs()
    {
        _checkout.Write("file", "12345");
        var file = FileStatus.Of(_checkout.PathOf("file"));

        Assert.Equal((FileKind.File, 5), (file.Kind, file.Size));
        Assert.Equal(
            File.GetLastWriteTimeUtc(_checkout.PathOf("file")),
            DateTime.UnixEpoch.AddTicks(file.Modified / TimeSpan.NanosecondsPerTick)
        );
        Assert.Equal(FileKind.Folder, FileStatus.Of(_checkout.Root).Kind);
        Assert.Equal(FileKind.Missing, FileStatus.Of(_checkout.PathOf("file/below")).Kind);
        Assert.Equal(FileKind.Missing, FileStatus.Of(_checkout.PathOf("none")).Kind);
        File.CreateSymbolicLink(_checkout.PathOf("dangling"), "none");
        Assert.Equal(FileKind.Link, FileStatus.Of(_checkout.PathOf("dangling")).Kind);
    }
}
