namespace Build.Tests.Bootstrappers;

/// <summary>The checkout that these tests run in, and the tools of the machine.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    public static string? Which(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);

    /// <summary>Where a project of the build is: the team's program, or a library of the engine.</summary>
    public static string FolderOf(string project) =>
        project == "Build" ? Path.Combine(Root, "build", project) : Path.Combine(Root, "build", "engine", project);

    static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "build.sh")) ? folder.FullName : FindRoot(folder.Parent!);
}
