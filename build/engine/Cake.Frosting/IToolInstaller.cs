using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that were registered with InstallTool.</summary>
public interface IToolInstaller
{
    /// <summary>Installs the tool with the first package installer that knows its scheme.</summary>
    /// <exception cref="FrostingException">No installer knows the scheme, or nothing was installed.</exception>
    void Install(PackageReference tool);
}
