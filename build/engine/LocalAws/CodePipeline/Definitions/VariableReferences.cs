using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAws.CodePipeline.Definitions;

/// <summary>References to variables in an action's configuration: #{namespace.name}.</summary>
static partial class VariableReferences
{
    /// <summary>The namespace of what is known of the execution itself.</summary>
    public const string Reserved = "codepipeline";

    /// <summary>The namespace of the pipeline's own variables.</summary>
    public const string Pipeline = "variables";

    /// <summary>The references in a text, each whole and with its namespace; a malformed one has none.</summary>
    public static IEnumerable<(string Text, string? Namespace)> In(string text) =>
        Pattern()
            .Matches(text)
            .Select(match =>
                match.Groups["inside"].Value.Split('.', 2) is [{ Length: > 0 } name, { Length: > 0 }]
                    ? (match.Value, name)
                    : (match.Value, (string?)null)
            );

    /// <summary>The text with the values in their places, escaped where the text is JSON; null from the look-up fails the action.</summary>
    public static string Resolve(string text, Func<string, string, string?> find)
    {
        var isJson = text.TrimStart() is ['[' or '{', ..];
        return Pattern()
            .Replace(
                text,
                match =>
                {
                    var value = match.Groups["inside"].Value.Split('.', 2) is [var name, var key]
                        ? find(name, key)
                        : null;
                    if (value is null)
                        throw new Actions.ActionException(
                            "ConfigurationError",
                            $"An action failed because the reference {match.Value} could not be resolved: no action of this execution has left a variable of that name."
                        );
                    return isJson
                        ? JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value
                        : value;
                }
            );
    }

    [GeneratedRegex(@"#\{(?<inside>[^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
