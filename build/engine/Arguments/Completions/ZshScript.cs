namespace Arguments.Completions;

/// <summary>Completes in zsh, by its function _arguments ("Completion System" of its manual).</summary>
static class ZshScript
{
    public static string Of(CommandWords words) =>
        $$"""
            #compdef build.sh
            # Load it with: source <({{CompletionScript.CommandOf(Shell.Zsh)}}), after compinit
            _cdk_deployments() {
              _arguments \
            {{string.Join(" \\\n", words.Options.Select(Line))}}
            }
            compdef _cdk_deployments build.sh ./build.sh

            """;

    static string Line(CompletedOption option)
    {
        var name = option.TakesValue ? $"--{option.Name}=" : $"--{option.Name}";
        var values = (option.TakesValue, option.IsPath, option.Values) switch
        {
            (false, _, _) => "",
            (_, true, _) => $":{option.Name}:_files",
            (_, _, { Count: 0 }) => $":{option.Name}: ",
            _ => $":{option.Name}:(({string.Join(' ', option.Values.Select(Value))}))",
        };
        return $"    {Quoted($"*{name}[{Escaped(option.Text)}]{values}")}";
    }

    static string Value(CompletedWord value) =>
        value.Text.Length == 0 ? Escaped(value.Word) : $"{Escaped(value.Word)}\\:\"{Escaped(value.Text)}\"";

    /// <summary>Brackets and colons end a part of a specification; within double quotes a few characters mean something.</summary>
    static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("]", "\\]", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal)
            .Replace("`", "\\`", StringComparison.Ordinal);

    static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
