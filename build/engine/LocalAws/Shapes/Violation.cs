using System.Globalization;

namespace LocalAws.Shapes;

/// <summary>A value that a service does not take.</summary>
/// <param name="Path">Such as tags.1.member.key.</param>
/// <param name="Value">Null where it is missing.</param>
/// <param name="Constraint">Such as "Member must not be null".</param>
/// <param name="IsSensitive">Whether the value is not to be told.</param>
sealed record Violation(string Path, string? Value, string Constraint, bool IsSensitive = false)
{
    const int Longest = 2048;

    /// <summary>As AWS's services say it.</summary>
    public override string ToString() =>
        $"Value {(Value is null ? "null " : IsSensitive ? "" : $"'{Cut(Value)}' ")}at '{Path}' failed to satisfy constraint: {Constraint}";

    /// <summary>Every violation in a request, in the words of the services.</summary>
    public static string Describe(IReadOnlyList<Violation> violations) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{violations.Count} validation error{(violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", violations)}"
        );

    static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}
