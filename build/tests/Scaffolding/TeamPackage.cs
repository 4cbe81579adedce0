using Build.Tests.Bootstrappers;
using Scaffolding;

namespace Build.Tests.Scaffolding;

/// <summary>The package of templates that this repository makes of itself, over packages of its compiled libraries.</summary>
public sealed class TeamPackage : IAsyncLifetime
{
    readonly TeamFolder folder = new();

    public string File { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var packages = EnginePackages.Write(folder.Beside("engine"), "9.8.7");
        var content = folder.Beside("content");
        await new Packing(Repository.Root, folder.RunAsync).WriteContentAsync(packages, content);
        File = PackageFile.Write(
            folder.Packages,
            "CdkDeployments.Templates",
            "9.8.7",
            Directory
                .EnumerateFiles(content, "*", SearchOption.AllDirectories)
                .ToDictionary(
                    file => $"content/{Path.GetRelativePath(content, file).Replace('\\', '/')}",
                    System.IO.File.ReadAllBytes
                )
        );
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
