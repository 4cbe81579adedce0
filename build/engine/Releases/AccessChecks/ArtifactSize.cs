using System.IO.Compression;

namespace Releases.AccessChecks;

/// <summary>The size of an artifact that a build leaves: CodeBuild makes a zip of its files.</summary>
static class ArtifactSize
{
    /// <param name="smallest">The smallest limit: what has fewer bytes unpacked is below all, and is not packed to be measured.</param>
    public static long Of(string folder, long smallest)
    {
        var files = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var unpacked = files.Sum(file => file.Length);
        if (unpacked <= smallest)
            return unpacked;
        using var counter = new CountingStream();
        using (var zip = new ZipArchive(counter, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
                zip.CreateEntryFromFile(
                    file.FullName,
                    Path.GetRelativePath(folder, file.FullName),
                    CompressionLevel.Fastest
                );
        }
        return counter.Count;
    }

    /// <summary>Keeps nothing of what is written.</summary>
    sealed class CountingStream : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
