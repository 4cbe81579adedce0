using Deployment.Files;
using Scaffolding.Contents;
using Scaffolding.Feeds;
using Scaffolding.Records;

namespace Scaffolding;

/// <summary>Makes the packages of this repository, and at last the one of what a team's repository begins with.</summary>
/// <param name="root">This repository.</param>
public sealed class Packing(string root, RunCommand run)
{
    readonly string build = Path.Combine(root, "build");

    /// <summary>Returns the paths of the packages.</summary>
    /// <param name="version">The version of all of them.</param>
    /// <param name="options">More for MSBuild.</param>
    public async Task<IReadOnlyList<string>> RunAsync(string version, params string[] options)
    {
        var packages = new PackedPackages(RepositoryFile.PathOf(root, PackedPackages.Output), version);
        if (Directory.Exists(packages.Folder))
            Directory.Delete(packages.Folder, recursive: true);
        await PackAsync("engine/Packages.proj", packages, "packing", options);
        var content = TemporaryFolders.Create("template");
        try
        {
            await WriteContentAsync(packages, content);
            await PackAsync(
                "engine/Templates/Templates.csproj",
                packages,
                "packing of the template",
                [$"-p:TemplateContent={content}", .. options]
            );
        }
        finally
        {
            Directory.Delete(content, recursive: true);
        }
        return [.. Directory.GetFiles(packages.Folder, "*.nupkg").Order(StringComparer.Ordinal)];
    }

    /// <summary>Writes what the package of templates holds, lock files included.</summary>
    /// <param name="packages">Those of this repository, which are there already.</param>
    public async Task WriteContentAsync(PackedPackages packages, string folder)
    {
        var template = new RepositoryTemplate(root, packages);
        var files = template.Read(out var kinds);
        files[TemplateRecord.Name] = template.RecordOf(files, kinds).ToBytes();
        new TemplateContent(files).WriteTo(folder);
        await new LockFiles(run).WriteAsync(folder);
        LockFiles.Check(folder, packages);
        RepositoryFile.Write(
            folder,
            ".template.config/template.json",
            await File.ReadAllBytesAsync(RepositoryFile.PathOf(root, $"{RepositoryTemplate.Folder}/template.json"))
        );
    }

    Task PackAsync(string project, PackedPackages packages, string what, string[] options) =>
        run(
            "dotnet",
            [
                "pack",
                project,
                "--configuration",
                "Release",
                "--verbosity",
                "quiet",
                $"-p:PackageOutputPath={packages.Folder}",
                $"-p:PackedVersion={packages.Version}",
                $"-p:DeterministicTimestamp={PackageVersions.FileTimeOf(packages.Version)}",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
                .. options,
            ],
            build,
            what
        );
}
