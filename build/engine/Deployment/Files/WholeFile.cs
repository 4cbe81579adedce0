namespace Deployment.Files;

/// <summary>
/// Writes files that nobody ever sees half of: the text goes into a new file beside the old one, which then takes its place.
/// A write that fails, or that the end of the process cuts off, leaves what was there before.
/// </summary>
public static class WholeFile
{
    /// <summary>Replaces the file, or makes it, with the folders above it. Of a link, what it leads to is replaced.</summary>
    /// <exception cref="BuildException">FileNotWritten.</exception>
    public static void Write(string path, string text)
    {
        var file = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (new FileInfo(file) is { LinkTarget: not null } link)
                file = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            Replace(file, text, isPrivate: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                MachineFaults.Explain(e, $"{file} was not written")
                    ?? new Finding(
                        FindingCodes.FileNotWritten,
                        $"{file} was not written",
                        [e.Message],
                        "make its folder writable, or name another file"
                    ),
                innerException: e
            );
        }
    }

    /// <summary>The same of a file that only its owner may ever read, in a folder that is the owner's alone; where it is not, it throws as files do.</summary>
    public static void WritePrivate(string path, string text)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        Replace(path, text, isPrivate: true);
    }

    static void Replace(string file, string text, bool isPrivate)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = isPrivate
                ? PrivateFiles.New
                : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(text);
            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
