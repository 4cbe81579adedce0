namespace Arguments.Completions;

/// <summary>Completes in fish: a line for each option, and one for each of its values ("complete" of its manual).</summary>
static class FishScript
{
    public static string Of(CommandWords words) =>
        $$"""
            # Load it with: {{CompletionScript.CommandOf(Shell.Fish)}} | source
            complete -c build.sh -f
            {{string.Concat(words.Options.SelectMany(Lines).Select(line => $"complete -c build.sh {line}\n"))}}
            """;

    static IEnumerable<string> Lines(CompletedOption option)
    {
        var name = $"-l {option.Name}";
        var text = $"-d {Quoted(option.Text)}";
        if (!option.TakesValue)
            yield return $"{name} {text}";
        else if (option.IsPath)
            yield return $"{name} -r -F {text}";
        else
            yield return $"{name} -x {text}";
        foreach (var value in option.Values)
            yield return $"{name} -x -a {Quoted(value.Word)}{(value.Text.Length > 0 ? $" -d {Quoted(value.Text)}" : "")}";
    }

    static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
