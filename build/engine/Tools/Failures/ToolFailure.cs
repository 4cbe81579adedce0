using Deployment;
using Deployment.Texts;

namespace Tools.Failures;

/// <summary>Says why a tool failed: by its first error, else by the end of what it printed.</summary>
public static class ToolFailure
{
    /// <summary>How many lines stand for an error that is not recognized.</summary>
    const int Few = 3;

    /// <summary>Why it failed, a line each, and one next action.</summary>
    /// <param name="next">What to do where the tool suggests nothing.</param>
    public static (IReadOnlyList<string> Why, string? Next) Explain(
        IReadOnlyList<string> lines,
        string folder,
        string? next = null
    )
    {
        if (ToolErrors.Find(lines, folder, Environment.CurrentDirectory) is { } error)
            return ([error.ToString()], error.Next ?? next);
        return ([.. lines.Select(ForeignText.ToLine).Where(line => line.Length > 0).TakeLast(Few)], next);
    }

    /// <summary>The tool's own name, as in "tsc", where node or python runs it.</summary>
    public static string NameOf(Command command)
    {
        var program = Path.GetFileNameWithoutExtension(command.FileName);
        var script = program is "node" or "python" or "python3" or "dotnet"
            ? command.Arguments.FirstOrDefault(argument => IsScript(argument))
            : null;
        return script is null ? program : Path.GetFileNameWithoutExtension(script);
    }

    /// <summary>A path into node_modules, or of a source; what is loaded before it is an option's value.</summary>
    static bool IsScript(string argument) =>
        argument.Contains("node_modules", StringComparison.Ordinal) || argument == ".projenrc.ts";

    public static Finding Of(Command command, int exitCode, IReadOnlyList<string> lines, string what, string? next)
    {
        var (why, action) = Explain(lines, command.WorkingDirectory, next);
        return new Finding(
            ToolCodes.ToolFailed,
            $"{what} failed",
            [.. why, $"{NameOf(command)} ended with exit code {exitCode}"],
            action
        );
    }
}
