namespace Diagnosis.Pipelines;

/// <summary>A call of this repository's own build in a buildspec.</summary>
/// <param name="Targets">Its targets.</param>
/// <param name="Options">The values of its other options, by name.</param>
public sealed record BuildCommand(
    IReadOnlyList<string> Targets,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Options
)
{
    static readonly string[] programs = ["build.sh", "build.ps1"];

    /// <summary>Null for other commands.</summary>
    public static BuildCommand? Parse(string command)
    {
        var words = command.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var start = Array.FindIndex(words, word => programs.Any(name => word.EndsWith(name, StringComparison.Ordinal)));
        if (start < 0)
            return null;
        var options = words[(start + 1)..]
            .TakeWhile(word => word is not ("&&" or "||" or ";" or "|"))
            .Where(word =>
                word.StartsWith("--", StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal)
            )
            .Select(word => word[2..].Split('=', 2))
            .GroupBy(pair => pair[0], pair => pair[1].Trim('"', '\''), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<string>)[.. group.SelectMany(value => value.Split(','))],
                StringComparer.Ordinal
            );
        return new(options.GetValueOrDefault("target", []), options);
    }

    public IReadOnlyList<string> ValuesOf(string option) => Options.GetValueOrDefault(option, []);

    /// <summary>Whether it works on a subproject; without the option, on all.</summary>
    public bool Includes(string project) => ValuesOf("project") is not { Count: > 0 } named || named.Contains(project);
}
