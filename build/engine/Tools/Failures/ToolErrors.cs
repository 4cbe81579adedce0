using System.Globalization;
using System.Text.RegularExpressions;
using Deployment.Texts;

namespace Tools.Failures;

/// <summary>Finds in what a tool printed the first error, with its place among the app's own sources.</summary>
public static class ToolErrors
{
    /// <summary>Longer lines are no messages; they are not looked at.</summary>
    const int Longest = 2000;

    /// <summary>How far from its message a place is.</summary>
    const int Near = 60;

    static readonly string[] foreign = ["node_modules", "site-packages", "dist-packages", ".venv", ".yarn"];

    /// <param name="lines">What the tool printed, in its order.</param>
    /// <param name="folder">Where it ran, and relative paths begin.</param>
    /// <param name="root">The root of the checkout: places below are named from there.</param>
    /// <returns>Null where nothing that it printed looks like an error.</returns>
    public static ToolError? Find(IReadOnlyList<string> lines, string folder, string root)
    {
        var clean = lines
            .Select(line => ForeignText.ToXml(line).TrimEnd().Replace("│ ", "", StringComparison.Ordinal))
            .Select(line => line.Length > Longest ? "" : line)
            .ToList();
        foreach (var form in ErrorForms.All)
        {
            for (var at = 0; at < clean.Count; at++)
            {
                if (
                    form.Message.Match(clean[at]) is { Success: true } match
                    && Read(form, match, clean, at, folder, root) is { } error
                )
                    return error;
            }
        }
        return null;
    }

    /// <summary>Null where the form wants a place that is not there, so that another is tried.</summary>
    static ToolError? Read(ErrorForm form, Match match, List<string> lines, int at, string folder, string root)
    {
        var place = form.Place is null ? match : FindPlace(form, lines, at, folder);
        if (place is null && form.Side == PlaceOf.Above)
            return null;
        var line = match.Groups["line"].Success ? match.Groups["line"] : place?.Groups["line"];
        return new ToolError(match.Groups["message"].Value.Trim())
        {
            File = place?.Groups["file"] is { Success: true } file ? Name(file.Value, folder, root) : null,
            Line = line is { Success: true } ? int.Parse(line.ValueSpan, CultureInfo.InvariantCulture) : null,
            Action = form.Action,
        };
    }

    static Match? FindPlace(ErrorForm form, List<string> lines, int at, string folder)
    {
        var step = form.Side == PlaceOf.Below ? 1 : -1;
        for (var i = at + step; i >= 0 && i < lines.Count && Math.Abs(i - at) <= Near; i += step)
        {
            if (form.Place!.Match(lines[i]) is { Success: true } place && IsOwn(place.Groups["file"].Value, folder))
                return place;
            // There the next error begins.
            if (form.Side == PlaceOf.Below && form.Message.IsMatch(lines[i]))
                return null;
        }
        return null;
    }

    /// <summary>A file of the app, not of a package or of the tool.</summary>
    static bool IsOwn(string file, string folder)
    {
        var relative = Path.GetRelativePath(folder, Path.GetFullPath(file, folder));
        return !Path.IsPathRooted(relative)
            && !relative.StartsWith("..", StringComparison.Ordinal)
            && !relative.Split('/', '\\').Intersect(foreign).Any();
    }

    static string Name(string file, string folder, string root)
    {
        var path = Path.GetFullPath(file, folder);
        var relative = Path.GetRelativePath(root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? path
            : relative.Replace('\\', '/');
    }
}
