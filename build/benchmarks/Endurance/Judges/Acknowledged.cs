using System.Text.RegularExpressions;

namespace Endurance.Judges;

/// <summary>What runs said was done has to be done: a deployment after them finds those stacks unchanged.</summary>
static partial class Acknowledged
{
    public static IEnumerable<Defect> Lost(IReadOnlyCollection<string> before, string after)
    {
        // Another run of the same event may have deleted what was deployed.
        if (before.Any(text => text.Contains(": Deleted", StringComparison.Ordinal)))
            yield break;
        var done = before.SelectMany(Done).ToHashSet(StringComparer.Ordinal);
        foreach (var again in Done(after).Where(done.Contains))
            yield return new(
                "lost",
                $"{again} was deployed, and was to be deployed again\n{string.Join('\n', before)}\n{after}"
            );
    }

    static IEnumerable<string> Done(string text) => Stacks().Matches(text).Select(stack => stack.Groups["stack"].Value);

    [GeneratedRegex(@"^(?<stack>\S.* \[\d{12} [a-z0-9-]+\]): (Created|Updated, .*)\r?$", RegexOptions.Multiline)]
    private static partial Regex Stacks();
}
