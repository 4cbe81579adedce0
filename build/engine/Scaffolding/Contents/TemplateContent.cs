using System.IO.Compression;
using System.Text;
using Deployment;
using Scaffolding.Feeds;
using Scaffolding.Records;

namespace Scaffolding.Contents;

/// <summary>All that a team's repository begins with: the bytes of each file by its path, with slashes.</summary>
public sealed record TemplateContent(IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>The folder of the packages, where they come with the repository.</summary>
    public const string Packages = "build/packages/";

    /// <summary>Names the feed of the packages to NuGet, beside those that the machine knows.</summary>
    public const string FeedFile = "build/NuGet.config";

    const string InPackage = "content/";

    /// <summary>Which files there are, of which version.</summary>
    public TemplateRecord Record => TemplateRecord.Parse(Files[TemplateRecord.Name]);

    /// <summary>What a package of templates holds.</summary>
    public static TemplateContent OfPackage(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return Of(
            package,
            archive
                .Entries.Where(entry => entry.FullName.StartsWith(InPackage, StringComparison.Ordinal))
                .Where(entry => entry.Name.Length > 0)
                .ToDictionary(entry => Uri.UnescapeDataString(entry.FullName[InPackage.Length..]), Bytes)
        );
    }

    /// <summary>Takes the packages from a feed, where the repository is not to hold them itself.</summary>
    /// <param name="feed">An address; null: the folder of packages in the repository.</param>
    public TemplateContent From(string? feed) =>
        feed is null
            ? this
            : new(
                new Dictionary<string, byte[]>(
                    Files.Where(file => !file.Key.StartsWith(Packages, StringComparison.Ordinal))
                )
                {
                    [FeedFile] = Encoding.UTF8.GetBytes(FeedConfiguration.Of(feed)),
                    [TemplateRecord.Name] = (Record with { Feed = feed }).ToBytes(),
                }
            );

    /// <summary>Whether a feed is an address, and no folder.</summary>
    public static bool IsAddress(string? feed) => feed?.Contains("://", StringComparison.Ordinal) == true;

    /// <summary>Writes the files below a folder; scripts can be executed.</summary>
    public void WriteTo(string folder)
    {
        foreach (var (path, bytes) in Files)
            RepositoryFile.Write(folder, path, bytes);
    }

    static TemplateContent Of(string package, Dictionary<string, byte[]> files)
    {
        files = files.Where(file => !file.Key.StartsWith(".template.config/", StringComparison.Ordinal)).ToDictionary();
        return files.ContainsKey(TemplateRecord.Name)
            ? new(files)
            : throw new BuildException(
                new Finding(
                    ScaffoldingCodes.TemplatePackageNotFound,
                    $"{Path.GetFileName(package)} holds no repository of a team",
                    [$"It has no {InPackage}{TemplateRecord.Name}."],
                    $"name the folder or the feed of a {TemplatePackages.Id} with --feed"
                )
            );
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
