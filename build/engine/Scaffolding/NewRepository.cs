using Deployment;
using Scaffolding.Contents;
using Scaffolding.Feeds;

namespace Scaffolding;

/// <summary>Writes the repository of a team into an empty folder, whole or not at all.</summary>
public sealed class NewRepository(RunCommand run)
{
    /// <summary>Returns what was written.</summary>
    /// <param name="package">The package of templates.</param>
    /// <param name="output">The folder: empty, or not there yet.</param>
    /// <param name="feed">The address that the repository is to take the engine from; null: it holds the packages itself.</param>
    /// <exception cref="BuildException">OutputNotEmpty.</exception>
    public async Task<TemplateContent> WriteAsync(string package, string output, string? feed)
    {
        Check(output);
        var content = TemplateContent.OfPackage(package).From(feed);
        var folder = Path.TrimEndingDirectorySeparator(output);
        // Beside it: moved into its place at once.
        var staged = $"{folder}.{Path.GetRandomFileName()}";
        try
        {
            content.WriteTo(staged);
            // A feed may serve signed copies of the packages, which are others to a lock file.
            if (feed is not null)
                await new LockFiles(run).WriteAsync(staged);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(staged, folder);
        }
        finally
        {
            if (Directory.Exists(staged))
                Directory.Delete(staged, recursive: true);
        }
        return content;
    }

    /// <exception cref="BuildException">OutputNotEmpty: something is there already.</exception>
    public static void Check(string output)
    {
        var there =
            File.Exists(output) ? ["it is a file"]
            : Directory.Exists(output)
                ? Directory.EnumerateFileSystemEntries(output).Select(Path.GetFileName).Take(5).ToList()
            : [];
        if (there.Count > 0)
            throw new BuildException(
                new Finding(
                    ScaffoldingCodes.OutputNotEmpty,
                    $"{output} is not an empty folder",
                    [.. there.OfType<string>()],
                    "name a folder that is empty, or not there yet, with --output"
                ),
                BuildException.WrongInput
            );
    }
}
