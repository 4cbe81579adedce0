using System.Text.RegularExpressions;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>What PutParameter takes, in Systems Manager's words.</summary>
static partial class ParameterRules
{
    const int LongestStandardValue = 4096;
    const int LongestAdvancedValue = 8192;
    static readonly TimeSpan _patternTime = TimeSpan.FromSeconds(1);

    public static void Check(NewParameter request, string type, string? pattern)
    {
        CheckName(request.Name);
        if (type is not ("String" or "StringList" or "SecureString"))
        {
            throw new AwsException(
                "ValidationException",
                $"1 validation error detected: Value '{type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]"
            );
        }
        if (request.Value.Length == 0)
        {
            throw new AwsException(
                "ValidationException",
                "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1."
            );
        }
        if (
            request.Value.Length
            > (request.Tier is "Advanced" or "Intelligent-Tiering" ? LongestAdvancedValue : LongestStandardValue)
        )
        {
            throw new AwsException(
                "ValidationException",
                "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
            );
        }
        if (pattern is not null && !Matches(request.Value, pattern))
        {
            throw new AwsException(
                "ParameterPatternMismatchException",
                $"Parameter value, cannot be validated against allowedPattern: {pattern}"
            );
        }
    }

    static void CheckName(string name)
    {
        if (!Name().IsMatch(name) || name.Length > 1011)
        {
            throw new AwsException(
                "ValidationException",
                "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_"
            );
        }
        if (name.Contains('/', StringComparison.Ordinal) && !name.StartsWith('/'))
            throw new AwsException("ValidationException", "Parameter name must be a fully qualified name.");
        if (ReservedName().IsMatch(name))
        {
            throw new AwsException(
                "ValidationException",
                "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive)."
            );
        }
        if (name.Count(letter => letter == '/') > 15)
        {
            throw new AwsException(
                "HierarchyLevelLimitExceededException",
                "Parameter name must have a maximum of 15 hierarchy levels."
            );
        }
    }

    static bool Matches(string value, string pattern)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.CultureInvariant, _patternTime);
        }
        catch (ArgumentException)
        {
            throw new AwsException(
                "InvalidAllowedPatternException",
                $"The allowed pattern {pattern} is not a regular expression."
            );
        }
    }

    /// <summary>Whether a version may be labelled so: not like a number, and not with a reserved beginning.</summary>
    public static bool IsLabel(string label) => Label().IsMatch(label) && !ReservedName().IsMatch(label);

    /// <summary>No version of the parameter has that number or label.</summary>
    public static AwsException VersionNotFound(string name, object version) =>
        new(
            "ParameterVersionNotFound",
            $"Systems Manager could not find version {version} of {name}. Verify the version and try again."
        );

    [GeneratedRegex(@"^[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-zA-Z0-9_.\-/]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^/?(aws|ssm)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReservedName();
}
