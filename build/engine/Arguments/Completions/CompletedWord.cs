namespace Arguments.Completions;

/// <summary>What a shell offers, with what it says of it.</summary>
public sealed record CompletedWord(string Word, string Text);
