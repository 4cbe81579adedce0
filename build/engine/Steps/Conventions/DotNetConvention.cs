namespace Steps.Conventions;

/// <summary>An app with a project file of .NET, in its folder or in src/, as <c>cdk init --language=csharp</c> has it.</summary>
static class DotNetConvention
{
    static readonly string[] kinds = ["*.slnx", "*.sln", "*.csproj", "*.fsproj"];

    /// <returns>Null where there is none.</returns>
    public static AppConvention? Of(string folder)
    {
        if (Find(folder) is not { } file)
            return null;
        var path = Path.GetRelativePath(folder, file);
        return new(
            [
                ["dotnet", "restore", path],
            ],
            [
                ["dotnet", "build", path, "--no-restore", "--nologo", "--verbosity", "quiet"],
            ],
            HasTests(folder)
                ?
                [
                    ["dotnet", "test", path, "--no-restore", "--nologo"],
                ]
                : []
        );
    }

    static string? Find(string folder) =>
        ((string[])[folder, Path.Combine(folder, "src")])
            .Where(Directory.Exists)
            .SelectMany(place =>
                kinds.SelectMany(kind => Directory.GetFiles(place, kind).Order(StringComparer.Ordinal))
            )
            .Concat(
                Directory.Exists(Path.Combine(folder, "src"))
                    ? Directory
                        .GetDirectories(Path.Combine(folder, "src"))
                        .Order(StringComparer.Ordinal)
                        .SelectMany(place => kinds.SelectMany(kind => Directory.GetFiles(place, kind)))
                    : []
            )
            .FirstOrDefault();

    static bool HasTests(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains("Microsoft.NET.Test.Sdk", StringComparison.Ordinal));
}
