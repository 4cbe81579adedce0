using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

sealed class ToolInstaller(
    ICakeConfiguration configuration,
    ICakeEnvironment environment,
    Core.Tooling.IToolLocator locator,
    IEnumerable<IPackageInstaller> installers
) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        var installer =
            installers.FirstOrDefault(candidate => candidate.CanInstall(tool, PackageType.Tool))
            ?? throw new FrostingException($"Could not find an installer for the '{tool.Scheme}' scheme.");
        var root = configuration.GetToolPath(environment.WorkingDirectory, environment);
        var files = installer.Install(tool, PackageType.Tool, root);
        if (files.Count == 0)
            throw new FrostingException($"Failed to install tool '{tool.Package}'.");
        foreach (var file in files)
            locator.RegisterFile(file.Path);
    }
}
