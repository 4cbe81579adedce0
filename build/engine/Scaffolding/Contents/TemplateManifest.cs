using System.Text.Json;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Scaffolding.Contents;

/// <summary>Which files of this repository a team gets, as globs; the first list that has a file decides on its kind.</summary>
/// <param name="Moved">Files that lie elsewhere in the team's repository.</param>
public sealed record TemplateManifest(
    IReadOnlyList<string> Updated,
    IReadOnlyList<string> Generated,
    IReadOnlyList<string> Started,
    IReadOnlyDictionary<string, string> Moved
)
{
    /// <summary>What builds leave in the folders of sources.</summary>
    static readonly string[] made = ["**/bin/**", "**/obj/**", "**/node_modules/**"];

    static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static TemplateManifest Read(string file) =>
        JsonSerializer.Deserialize<TemplateManifest>(File.ReadAllBytes(file), options)
        ?? throw new InvalidDataException($"{file} is empty");

    /// <summary>The files of the kinds below a folder, by their paths with slashes.</summary>
    public IReadOnlyDictionary<string, FileKind> FilesIn(string folder)
    {
        var kinds = new Dictionary<string, FileKind>(StringComparer.Ordinal);
        foreach (
            var (globs, kind) in ((IReadOnlyList<string>, FileKind)[])
                [(Updated, FileKind.Updated), (Generated, FileKind.Generated), (Started, FileKind.Started)]
        )
        {
            foreach (var path in Matching(globs, folder))
                kinds.TryAdd(path, kind);
        }
        return kinds;
    }

    /// <summary>Globs that match nothing there: a file was renamed, and the manifest was not.</summary>
    public IEnumerable<string> Unmatched(params string[] folders) =>
        Updated
            .Concat(Generated)
            .Concat(Started)
            .Where(glob => !glob.StartsWith('!') && !folders.Any(folder => Matching([glob], folder).Any()));

    static IEnumerable<string> Matching(IReadOnlyList<string> globs, string folder)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(globs.Where(glob => !glob.StartsWith('!')));
        matcher.AddExcludePatterns(globs.Where(glob => glob.StartsWith('!')).Select(glob => glob[1..]).Concat(made));
        return matcher
            .GetResultsInFullPath(folder)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
    }
}
