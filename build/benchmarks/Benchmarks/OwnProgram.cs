using Benchmarks.Measurements;

namespace Benchmarks;

/// <summary>This program, to be started again as a child process in another role.</summary>
static class OwnProgram
{
    public static ChildCommand Command(params IReadOnlyList<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var assembly = Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ChildCommand(program, [assembly, .. arguments])
            : new ChildCommand(program, arguments);
    }
}
