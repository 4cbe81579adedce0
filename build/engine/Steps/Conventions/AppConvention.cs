namespace Steps.Conventions;

/// <summary>How the CDK app of a folder is installed, built and tested, as its files tell.</summary>
/// <param name="Install">Commands one after the other, a program and its arguments each; none: nothing to install.</param>
/// <param name="Build">Likewise.</param>
/// <param name="Test">Likewise; none: the app has no tests.</param>
sealed record AppConvention(
    IReadOnlyList<IReadOnlyList<string>> Install,
    IReadOnlyList<IReadOnlyList<string>> Build,
    IReadOnlyList<IReadOnlyList<string>> Test
)
{
    /// <summary>The program that stands for the yarn that the build pins.</summary>
    public const string PinnedYarn = "yarn";

    /// <summary>The files that the packages come from; where they are all locked, equal files make equal packages.</summary>
    public IReadOnlyList<string> Locks { get; init; } = [];

    /// <summary>The folder that packages are installed into; null where that is not in the project.</summary>
    public string? Packages { get; init; }

    /// <summary>Folders with programs, which go before the PATH.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Whether it is a program of node, whose every file read is seen.</summary>
    public bool IsNode { get; init; }

    /// <summary>The convention of a folder; one that does nothing where no file tells.</summary>
    /// <param name="folder">An absolute path.</param>
    public static AppConvention Of(string folder)
    {
        if (Has("package.json"))
            return NodeConvention.Of(folder);
        if (Has("requirements.txt"))
            return PythonConvention.Of(folder);
        if (Has("pom.xml"))
            return new(
                [],
                [
                    ["mvn", "--batch-mode", "--quiet", "compile"],
                ],
                [
                    ["mvn", "--batch-mode", "--quiet", "test"],
                ]
            );
        if (Has("go.mod"))
            return new(
                [
                    ["go", "mod", "download"],
                ],
                [
                    ["go", "build", "./..."],
                ],
                [
                    ["go", "test", "./..."],
                ]
            );
        return DotNetConvention.Of(folder) ?? new([], [], []);

        bool Has(string file) => File.Exists(Path.Combine(folder, file));
    }
}
