using Deployment.Assemblies;

namespace Deployment.Diffing.Comments;

/// <summary>
/// A plan's differences as Markdown for a comment on a pull request: what is replaced or deleted and what broadens permissions
/// first, then the rest, folded. Its size is bounded; what has no room is counted.
/// </summary>
public static class DifferenceComment
{
    /// <summary>The first line, by which a comment is found again and renewed.</summary>
    public const string Marker = "<!-- cdk-deployments: diff -->";

    /// <summary>The most bytes of UTF-8 that it has. GitHub takes 65,536 characters (GitHub community discussion 27190).</summary>
    public const int Limit = 65_000;

    /// <summary>What no section may take more of: those after it have to have their say.</summary>
    const int LongestSection = 16_000;

    const int Details = 200;

    /// <param name="nameOf">The name of an environment in the settings; null where it has none.</param>
    public static string Write(PlanDifference difference, Func<TargetEnvironment, string?> nameOf)
    {
        ArgumentNullException.ThrowIfNull(difference);
        var lines = new CommentLines(nameOf);
        var text = new BoundedText(Limit);
        text.TryAdd(Marker, "### What deploying would change", "", Summary(difference));
        Section(text, "#### ⚠️ Not read", lines.Unread(difference), "environments");
        Section(text, "#### Replaced or deleted", lines.Replaced(difference), "resources");
        Section(text, "#### Broadens permissions", lines.Broadening(difference), "permissions");
        var changed = difference.Stacks.Where(stack => stack.HasChanges || stack.Unsure.Count > 0).ToList();
        if (changed.Count > 0)
            text.TryAdd("", "#### Everything");
        for (var index = 0; index < changed.Count; index++)
            if (!Fold(text, lines, changed[index]))
            {
                text.TryAdd("", $"…and {changed.Count - index} more stacks, for which there is no room here.");
                break;
            }
        return text.ToString();
    }

    static string Summary(PlanDifference difference)
    {
        var stacks = difference.Stacks;
        List<string> parts =
        [
            .. Part(stacks.Count(stack => stack.IsNew), "new"),
            .. Part(stacks.Count(stack => stack.IsRemoved), "deleted"),
            .. Part(stacks.Count(stack => stack.HasChanges && !stack.IsNew && !stack.IsRemoved), "changed"),
            .. Part(stacks.Count(stack => !stack.HasChanges && stack.Unsure.Count > 0), "perhaps changed"),
            .. Part(stacks.Count(stack => !stack.HasChanges && stack.Unsure.Count == 0), "unchanged"),
            .. Part(difference.Unread.Count, "not read"),
        ];
        return parts.Count == 0 ? "There are no stacks." : $"Stacks: {string.Join(", ", parts)}.";
    }

    static IEnumerable<string> Part(int count, string words) => count > 0 ? [$"{count} {words}"] : [];

    static void Section(BoundedText text, string heading, IReadOnlyList<IReadOnlyList<string>> entries, string what)
    {
        if (entries.Count > 0 && text.TryAdd("", heading, ""))
            text.AddEntries(
                entries,
                LongestSection,
                count => $"- …and {count} more {what}, for which there is no room here."
            );
    }

    /// <summary>A stack, folded; false where there is no room to begin it.</summary>
    static bool Fold(BoundedText text, CommentLines lines, StackDifference stack)
    {
        const string End = "</details>";
        var reserve = text.Reserve;
        text.Reserve += Details;
        if (!text.TryAdd("", $"<details><summary>{lines.Heading(stack)}</summary>", ""))
        {
            text.Reserve = reserve;
            return false;
        }
        text.AddEntries(
            CommentLines.Everything(stack),
            LongestSection,
            count => $"- …and {count} more differences, for which there is no room here."
        );
        text.Reserve = reserve;
        text.TryAdd("", End);
        return true;
    }
}
