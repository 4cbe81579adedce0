using System.IO.Compression;
using System.Text;
using Scaffolding.Contents;
using Scaffolding.Records;

namespace Build.Tests.Scaffolding;

/// <summary>Small packages of NuGet, written by the tests.</summary>
static class PackageFile
{
    /// <summary>Writes one with files and returns its path.</summary>
    /// <param name="dependencies">Ids, of the same version where none stands behind an at sign.</param>
    public static string Write(
        string folder,
        string id,
        string version,
        IReadOnlyDictionary<string, byte[]> files,
        params string[] dependencies
    )
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{id}.{version}.nupkg");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var needed = dependencies
            .Select(other => other.Split('@'))
            .Select(other => $"""<dependency id="{other[0]}" version="{(other.Length > 1 ? other[1] : version)}" />""");
        Add(
            $"{id}.nuspec",
            Encoding.UTF8.GetBytes(
                $"""
                <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
                  <metadata>
                    <id>{id}</id>
                    <version>{version}</version>
                    <authors>tests</authors>
                    <description>Of a test.</description>
                    <dependencies><group targetFramework="net10.0">{string.Concat(needed)}</group></dependencies>
                  </metadata>
                </package>
                """
            )
        );
        foreach (var (name, bytes) in files)
            Add(name, bytes);
        return path;

        void Add(string name, byte[] bytes)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(bytes);
        }
    }

    /// <summary>Writes a package of templates: the record is of the files that it is given.</summary>
    /// <param name="files">The text of each file by its path.</param>
    /// <param name="started">Files that are written once.</param>
    public static string WriteTemplate(
        string folder,
        string version,
        IReadOnlyDictionary<string, string> files,
        params string[] started
    )
    {
        var bytes = files.ToDictionary(file => $"content/{file.Key}", file => Encoding.UTF8.GetBytes(file.Value));
        var digests = bytes.ToDictionary(
            file => file.Key["content/".Length..],
            file => RepositoryFile.DigestOf(file.Value)
        );
        var record = new TemplateRecord(
            version,
            Feed: null,
            Updated: digests.Where(file => !started.Contains(file.Key)).ToDictionary(),
            Generated: new Dictionary<string, string>(),
            Started: digests.Where(file => started.Contains(file.Key)).ToDictionary()
        );
        bytes[$"content/{TemplateRecord.Name}"] = record.ToBytes();
        bytes["content/.template.config/template.json"] = "{}"u8.ToArray();
        return Write(folder, "CdkDeployments.Templates", version, bytes);
    }
}
