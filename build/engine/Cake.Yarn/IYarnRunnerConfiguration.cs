using Cake.Core.IO;

namespace Cake.Yarn;

/// <summary>Says where yarn runs.</summary>
public interface IYarnRunnerConfiguration
{
    /// <summary>Sets the working directory of the commands that follow.</summary>
    IYarnRunnerCommands FromPath(DirectoryPath path);
}
