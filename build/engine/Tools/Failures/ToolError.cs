using System.Globalization;

namespace Tools.Failures;

/// <summary>What a tool said first of why it failed.</summary>
/// <param name="Message">In the tool's own words, a line.</param>
public sealed record ToolError(string Message)
{
    /// <summary>The source that it is about, from the root of the checkout where it is below; null where the tool names none.</summary>
    public string? File { get; init; }

    /// <summary>From 1; null where the tool names none.</summary>
    public int? Line { get; init; }

    /// <summary>What to do about it; null where that follows from the place.</summary>
    public string? Action { get; init; }

    /// <summary>One next action; null where neither the tool nor the place suggests one.</summary>
    public string? Next =>
        Action
        ?? (
            File is null ? null
            : Line is null ? $"correct {File}"
            : string.Create(CultureInfo.InvariantCulture, $"correct {File}, line {Line}")
        );

    public override string ToString() =>
        File is null ? Message
        : Line is null ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Message}");
}
