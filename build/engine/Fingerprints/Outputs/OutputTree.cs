using System.Security.Cryptography;
using System.Text;
using Fingerprints.Files;
using Fingerprints.Patterns;

namespace Fingerprints.Outputs;

/// <summary>The files that a step's outputs consist of now, by their status.</summary>
internal static class OutputTree
{
    private const int EnoughForTwoThreads = 64;

    public static List<OutputFile> Walk(string root, GlobSet outputs)
    {
        var files = new List<OutputFile>();
        Walk(root, "", outputs, takesAll: false, files);
        return files;
    }

    /// <summary>The same for the same files left alone, whatever the order of the file system.</summary>
    public static Digest Summarize(List<OutputFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        foreach (var (path, status) in files)
        {
            stream.SetLength(0);
            writer.Write(path);
            writer.Write((byte)status.Kind);
            writer.Write(status.Size);
            writer.Write(status.Modified);
            writer.Write(status.Changed);
            writer.Write(status.Inode);
            writer.Flush();
            hash.AppendData(stream.GetBuffer(), 0, (int)stream.Length);
        }
        return Digest.Read(hash.GetHashAndReset());
    }

    /// <summary>Whole folders with all that is in them; of other globs the files that match.</summary>
    public static void Delete(string root, IReadOnlyList<string> outputs)
    {
        if (!outputs.Any(glob => glob.StartsWith('!')))
        {
            foreach (var folder in outputs.Where(glob => glob.EndsWith('/')).Select(glob => $"{root}/{glob[..^1]}"))
            {
                if (FileStatus.Of(folder).Kind == FileKind.Folder)
                    Directory.Delete(folder, recursive: true);
            }
        }
        foreach (var file in Walk(root, new GlobSet(outputs)))
            File.Delete($"{root}/{file.Path}");
    }

    private static void Walk(string root, string folder, GlobSet outputs, bool takesAll, List<OutputFile> files)
    {
        var path = folder.Length == 0 ? root : $"{root}/{folder}";
        var entries = WorkingTree.Entries(path);
        if (entries.Count == 0)
            return;
        using var open = new OpenFolder(path);
        if (entries.Count < EnoughForTwoThreads)
        {
            foreach (var entry in entries)
                Visit(entry, files);
            return;
        }

        var parts = new List<OutputFile>[entries.Count];
        Parallel.For(0, entries.Count, i => Visit(entries[i], parts[i] = []));
        foreach (var part in parts)
            files.AddRange(part);

        void Visit(FolderEntry entry, List<OutputFile> found)
        {
            var below = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (!entry.IsFolder)
            {
                if (takesAll || outputs.IsMatch(below))
                    found.Add(new(below, open.StatusOf(entry.Name)));
            }
            else if (takesAll || outputs.ReachesBelow(below))
            {
                Walk(root, below, outputs, takesAll || outputs.HoldsAllBelow(below), found);
            }
        }
    }
}
