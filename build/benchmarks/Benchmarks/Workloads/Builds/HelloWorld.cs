using Benchmarks.Measurements;

namespace Benchmarks.Workloads.Builds;

/// <summary>The least that a .NET program can take on this machine.</summary>
static class HelloWorld
{
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Compiles it and returns how it is run.</summary>
    public static async Task<ChildCommand> CompileAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Hello.csproj"), Project, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Program.cs"),
            "System.Console.WriteLine(\"Hello, World!\");",
            cancellationToken
        );
        string[] arguments = ["build", "--configuration", "Release", "--output", "out", "-nodeReuse:false"];
        await ChildMeter.RunAsync(new("dotnet", arguments) { WorkingDirectory = folder }, cancellationToken);
        return new("dotnet", [Path.Combine(folder, "out", "Hello.dll")]);
    }
}
