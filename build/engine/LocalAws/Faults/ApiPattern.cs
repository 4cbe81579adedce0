using Iam.Matching;

namespace LocalAws.Faults;

/// <summary>Which calls are meant: service:Action with wildcards, such as cloudformation:Describe* or *.</summary>
public sealed record ApiPattern
{
    readonly WildcardPattern _pattern;

    /// <summary>Service and action as they are signed and named: cloudformation:CreateChangeSet, s3:PutObject.</summary>
    public ApiPattern(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        Text = text;
        _pattern = WildcardPattern.Parse(text, ignoreCase: true);
    }

    /// <summary>Every call.</summary>
    public static ApiPattern All { get; } = new("*");

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether a call of that service:Action is meant.</summary>
    public bool IsMatch(string api) => _pattern.IsMatch(api);

    /// <inheritdoc />
    public bool Equals(ApiPattern? other) => other?.Text == Text;

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
}
