using System.Globalization;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Parameters;

/// <summary>What a declaration demands of its value.</summary>
static class ParameterConstraints
{
    static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public static void Check(ParameterDeclaration declaration, string value)
    {
        if (Unknown.IsIn(value))
            return;
        var isList =
            declaration.Type == "CommaDelimitedList" || declaration.Type.StartsWith("List<", StringComparison.Ordinal);
        string[] items = isList ? [.. value.Split(',').Select(item => item.Trim())] : [value];

        if (declaration.AllowedValues is { } allowed && !items.All(allowed.Contains))
            throw Violation(declaration, $"must be one of AllowedValues: [{string.Join(", ", allowed)}]");
        if (declaration.Type is "Number" or "List<Number>")
            foreach (var item in items)
                CheckNumber(declaration, item);
        if (declaration.AllowedPattern is { } pattern && !items.All(item => Matches(declaration, pattern, item)))
            throw Violation(declaration, $"must match pattern {pattern}");
        if (declaration.MinLength is { } least && value.Length < least)
            throw Violation(declaration, Invariant($"must contain at least {least} characters"));
        if (declaration.MaxLength is { } most && value.Length > most)
            throw Violation(declaration, Invariant($"must contain at most {most} characters"));
    }

    static void CheckNumber(ParameterDeclaration declaration, string item)
    {
        if (!decimal.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new TemplateException($"Parameter '{declaration.Name}' must be a number.");
        if (declaration.MinValue is { } least && number < least)
            throw Violation(declaration, Invariant($"must be a number not less than {least}"));
        if (declaration.MaxValue is { } most && number > most)
            throw Violation(declaration, Invariant($"must be a number not greater than {most}"));
    }

    static bool Matches(ParameterDeclaration declaration, string pattern, string item)
    {
        try
        {
            return Regex.IsMatch(
                item,
                $"^(?:{JavaPatterns.Translated(pattern)})$",
                RegexOptions.CultureInvariant,
                PatternTimeout
            );
        }
        catch (ArgumentException)
        {
            throw new TemplateException(
                $"Template format error: AllowedPattern of parameter {declaration.Name} is not a regular expression: {pattern}"
            );
        }
    }

    static TemplateException Violation(ParameterDeclaration declaration, string violation) =>
        new(
            declaration.ConstraintDescription is { } description
                ? $"Parameter '{declaration.Name}' failed to satisfy constraint: {description}"
                : $"Parameter '{declaration.Name}' {violation}"
        );

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
