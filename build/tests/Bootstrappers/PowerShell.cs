namespace Build.Tests.Bootstrappers;

/// <summary>PowerShell 7, where it is installed.</summary>
static class PowerShell
{
    static readonly string[] _options = ["-NoProfile", "-NonInteractive", "-File"];

    /// <summary>
    /// The program and its options, to be followed by a script; null where there is none. The launcher of the .NET tool starts
    /// the dotnet that stands in PATH, which in these tests is none: there the tool itself is started by the dotnet that runs them.
    /// </summary>
    public static IReadOnlyList<string>? Command { get; } = Find();

    static IReadOnlyList<string>? Find()
    {
        if (Repository.Which("pwsh") is not { } pwsh)
            return null;
        var store = Path.Combine(Path.GetDirectoryName(pwsh)!, ".store", "powershell");
        var tool = Directory.Exists(store)
            ? Directory
                .EnumerateFiles(store, "pwsh.dll", SearchOption.AllDirectories)
                .FirstOrDefault(file => Path.GetFileName(Path.GetDirectoryName(file)) == "unix")
            : null;
        var dotnet = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..", "dotnet");
        return tool is null ? [pwsh, .. _options] : [dotnet, tool, .. _options];
    }
}
