namespace Arguments.Completions;

/// <summary>An option with what may stand behind its equals sign.</summary>
/// <param name="Name">Without the dashes in front.</param>
/// <param name="TakesValue">False for a flag.</param>
/// <param name="Values">The values that there are; none where they are free.</param>
/// <param name="IsPath">Whether the value is a file or a folder.</param>
sealed record CompletedOption(
    string Name,
    string Text,
    bool TakesValue,
    IReadOnlyList<CompletedWord> Values,
    bool IsPath
)
{
    /// <summary>Reads what stands behind the name in help: nothing, alternatives as in <c>=text|json</c>, or a placeholder as in <c>=FILE</c>.</summary>
    public static CompletedOption Of(BuildOption option) =>
        new(option.Name, option.Text, option.Value.Length > 0, ValuesOf(option.Value), IsPathIn(option.Value));

    static IReadOnlyList<CompletedWord> ValuesOf(string value) =>
        value.Contains('|', StringComparison.Ordinal) && !value.Any(char.IsUpper)
            ? [.. value[1..].Split('|').Select(word => new CompletedWord(word, ""))]
            : [];

    static bool IsPathIn(string value) => value is "=FILE" or "=FOLDER";
}
