using Cake.Frosting;
using Reporting;
using Steps;
using Tools;

namespace Build.Tasks;

[TaskName("Pack")]
[TaskDescription("Makes NuGet packages of the libraries, and of the local AWS as a .NET tool, in build/.packages")]
[Needs(Tool.DotNet)]
public sealed class PackTask : AsyncFrostingTask<BuildContext>
{
    public const string Folder = "build/.packages";

    public override async Task RunAsync(BuildContext context)
    {
        var folder = Path.Combine(context.Root, Folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        string[] arguments =
        [
            "pack",
            "engine/Packages.proj",
            "--configuration",
            "Release",
            "--verbosity",
            "quiet",
            $"-p:PackageOutputPath={folder}",
            "-p:RunAnalyzers=false",
            "-p:EnforceCodeStyleInBuild=false",
        ];
        await context.Processes.RunOrFailAsync(
            new Command("dotnet", arguments, Path.Combine(context.Root, "build"), "pack"),
            "packing"
        );
        foreach (var file in Directory.GetFiles(folder, "*.nupkg").Order(StringComparer.Ordinal))
            Terminal.WriteLine($"{Folder}/{Path.GetFileName(file)}");
    }
}
