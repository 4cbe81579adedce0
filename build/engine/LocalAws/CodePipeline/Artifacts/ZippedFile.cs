using System.IO.Compression;

namespace LocalAws.CodePipeline.Artifacts;

/// <summary>One file in a zip.</summary>
static class ZippedFile
{
    /// <summary>A zip with that file alone.</summary>
    public static MemoryStream Of(string name, byte[] content)
    {
        var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open())
            entry.Write(content);
        buffer.Position = 0;
        return buffer;
    }

    /// <summary>The text of a file of the zip, or null where there is none of that name.</summary>
    public static string? Read(Stream zip, string name)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry(name) is not { } entry)
                return null;
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
        catch (InvalidDataException malformed)
        {
            throw new Actions.ActionException("ConfigurationError", $"The artifact is no zip: {malformed.Message}");
        }
    }
}
