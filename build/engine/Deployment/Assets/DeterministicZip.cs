using System.Text;
using Deployment.Assemblies;
using Guards;
using ICSharpCode.SharpZipLib.Zip;

namespace Deployment.Assets;

/// <summary>
/// Zips a directory to the same bytes on every machine: names in order of their UTF-8 bytes, one timestamp,
/// one mode, one compressor. Links are followed, empty directories left out, as CDK does.
/// </summary>
/// <remarks>
/// The compressor of System.IO.Compression is a native library whose output differs between versions and processors; that of
/// SharpZipLib is managed code.
/// </remarks>
public static class DeterministicZip
{
    /// <summary>A file that everybody may read and execute: Windows could not tell which ones are executable.</summary>
    const int Mode = 0x81ED << 16;

    /// <summary>The first that the format knows.</summary>
    static readonly DateTime timestamp = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <param name="boundary">A directory that links must not lead out of.</param>
    /// <param name="output">Has to be seekable.</param>
    /// <exception cref="BuildException">A link that leads out of the boundary, or in a circle: all of them.</exception>
    public static Task WriteAsync(string directory, string boundary, Stream output, CancellationToken cancellationToken)
    {
        var files = FilesOf(directory, boundary);
        return Task.Run(
            () =>
            {
                using (var zip = new ZipOutputStream(output) { IsStreamOwner = false })
                {
                    foreach (var (name, path) in files)
                        Add(zip, name, path, cancellationToken);
                }
                output.Flush();
            },
            cancellationToken
        );
    }

    static void Add(ZipOutputStream zip, string name, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var entry = new ZipEntry(name)
        {
            DateTime = timestamp,
            HostSystem = (int)HostSystemID.Unix,
            ExternalFileAttributes = Mode,
            IsUnicodeText = true,
            // Without it, each file would be taken for one that may need 64-bit fields.
            Size = content.Length,
        };
        zip.PutNextEntry(entry);
        content.CopyTo(zip);
        zip.CloseEntry();
    }

    static List<(string Name, string Path)> FilesOf(string directory, string boundary)
    {
        var (files, findings) = (new List<(string Name, string Path)>(), new List<Finding>());
        var realBoundary = RealPath.Of(boundary);
        Walk(new DirectoryInfo(directory), "", [RealPath.Of(directory)]);
        if (findings.Count > 0)
            throw new BuildException(findings);
        files.Sort((a, b) => CompareUtf8(a.Name, b.Name));
        return files;

        void Walk(DirectoryInfo folder, string prefix, IReadOnlyList<string> above)
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                var name = prefix + entry.Name;
                if (FileNode.IsSpecial(entry.FullName))
                {
                    findings.Add(
                        new(
                            FindingCodes.NotAFile,
                            $"{entry.FullName} is a pipe, a socket or a device",
                            AssemblyFiles.NotAFileNext
                        )
                    );
                    continue;
                }
                if (entry.LinkTarget is not null && RealPath.Of(entry.FullName) is var real)
                {
                    if (!Path.Exists(real))
                        continue;
                    if (!RealPath.IsWithin(realBoundary, real))
                        Add(FindingCodes.PathTraversal, entry, $"is a symbolic link out of the assembly, to {real}");
                    else if (above.Contains(real))
                        Add(FindingCodes.DependencyCycle, entry, "is a symbolic link to a directory that it is in");
                    else if (Directory.Exists(real))
                        Walk(new DirectoryInfo(entry.FullName), name + "/", [.. above, real]);
                    else
                        files.Add((name, entry.FullName));
                }
                else if (entry is DirectoryInfo child)
                    Walk(child, name + "/", [.. above, Path.Combine(above[^1], child.Name)]);
                else
                    files.Add((name, entry.FullName));
            }
        }

        void Add(FindingCode code, FileSystemInfo entry, string what) =>
            findings.Add(
                new(
                    code,
                    $"{entry.FullName} {what}",
                    "let the asset copy what its links lead to (followSymlinks), and synthesize again"
                )
            );
    }

    static int CompareUtf8(string a, string b) =>
        Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
