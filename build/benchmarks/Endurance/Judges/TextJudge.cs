using System.Text.RegularExpressions;

namespace Endurance.Judges;

/// <summary>Reads what a run has written.</summary>
static partial class TextJudge
{
    /// <summary>Traces of an exception that nobody foresaw.</summary>
    public static IEnumerable<Defect> Exceptions(string text)
    {
        if (Traces().Match(text) is { Success: true } trace)
            yield return new("exception text", $"{trace.Value}\n{text}");
    }

    /// <summary>The commands that the findings of a run give as their next action.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> NextCommands(string text) =>
        [
            .. Nexts()
                .Matches(text)
                .Select(next => next.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .DistinctBy(command => string.Join(' ', command)),
        ];

    /// <summary>The switches with which a run is to be made again.</summary>
    public static IReadOnlyList<string> Switches(string text) =>
        [.. Again().Matches(text).Select(match => match.Groups["switch"].Value).Distinct()];

    /// <summary>The codes of findings.</summary>
    public static IReadOnlyList<string> Codes(string text) =>
        [.. CodesOf().Matches(text).Select(match => match.Groups["code"].Value).Distinct()];

    [GeneratedRegex(
        @"bug in the build|Unhandled exception|A defect of the local AWS|^   at [\w.`<>]+\(.*|System\.(\w+\.)*\w+Exception",
        RegexOptions.Multiline
    )]
    private static partial Regex Traces();

    [GeneratedRegex(@"^  Next[^:]*: (?:.*: )?\./build\.sh (?<command>--target=.*?)(?=  |$)", RegexOptions.Multiline)]
    private static partial Regex Nexts();

    [GeneratedRegex(@"^  Next[^:]*: run it again with (?<switch>--[\w-]+)", RegexOptions.Multiline)]
    private static partial Regex Again();

    [GeneratedRegex(@"\[(?<code>[A-Z][A-Za-z]+)\]\s*$", RegexOptions.Multiline)]
    private static partial Regex CodesOf();
}
