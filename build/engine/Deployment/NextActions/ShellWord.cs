namespace Deployment.NextActions;

/// <summary>A text as a shell takes it for one word.</summary>
public static class ShellWord
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+:,@~%".Contains(c))
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }
}
