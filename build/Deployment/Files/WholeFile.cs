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
            Replace(file, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                new Finding(
                    "FileNotWritten",
                    $"{file} was not written",
                    [e.Message],
                    "make its folder writable, or name another file"
                ),
                innerException: e
            );
        }
    }

    static void Replace(string file, string text)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
