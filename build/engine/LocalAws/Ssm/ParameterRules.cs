using System.Text.RegularExpressions;
using LocalAws.Protocol;

namespace LocalAws.Ssm;

/// <summary>What PutParameter takes, in Systems Manager's words.</summary>
static partial class ParameterRules
{
    const int LongestStandardValue = 4096;
    const int LongestAdvancedValue = 8192;
    static readonly TimeSpan _patternTime = TimeSpan.FromSeconds(1);

    const int LongestDescription = 1024;

    /// <summary>Tags, in Systems Manager's words.</summary>
    public static readonly TagRules Tags = new("ValidationException", "TooManyTagsError");

    /// <summary>There is no parameter to tag.</summary>
    public static AwsException NoResource() =>
        new("InvalidResourceId", "The resource ID isn't valid. Verify that you entered the correct ID and try again.");

    /// <summary>What can be said before the caller's key is asked for: the request beside what there is.</summary>
    public static void CheckAgainst(Parameter? found, NewParameter request)
    {
        if (request.Overwrite && request.Tags.Count > 0)
        {
            throw new AwsException(
                "ValidationException",
                "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource."
            );
        }
        if (found is null)
            return;
        if (!request.Overwrite)
        {
            throw new AwsException(
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
            );
        }
        if (request.Type is { } type && type != found.Current.Type)
        {
            throw new AwsException(
                "HierarchyTypeMismatchException",
                $"The parameter {found.Name} is of type {found.Current.Type}; Parameter Store doesn't support changing a parameter type. You must create a new, unique parameter."
            );
        }
    }

    /// <summary>The hundred-and-first version would delete one that a label names.</summary>
    public static AwsException OldestVersionHasLabel(string name, long oldest) =>
        new(
            "ParameterMaxVersionLimitExceeded",
            $"You attempted to create a new version of {name} by calling the PutParameter API with the overwrite flag. Version {oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again."
        );

    /// <summary>A version has ten labels at most.</summary>
    public static AwsException TooManyLabels() =>
        new(
            "ParameterVersionLabelLimitExceeded",
            "A parameter version can have maximum 10 labels.Move one or more labels to another version and try again."
        );

    /// <summary>A name to look for: one with levels is told from its first slash, and no level is empty.</summary>
    public static void CheckPath(string name)
    {
        if (!Name().IsMatch(name) || name.Contains("//", StringComparison.Ordinal) || name.IndexOf('/') > 0)
            throw InvalidName();
    }

    /// <summary>The path of a filter.</summary>
    public static void CheckFilterPath(string path)
    {
        if (
            !Name().IsMatch(path)
            || !path.StartsWith('/')
            || path.Contains("//", StringComparison.Ordinal)
            || ReservedName().IsMatch(path)
        )
            throw new AwsException(
                "ValidationException",
                "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_."
            );
    }

    static AwsException InvalidName() =>
        new(
            "ValidationException",
            "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_"
        );

    public static void Check(NewParameter request, string type, string? pattern)
    {
        CheckName(request.Name);
        CheckDataType(request, type);
        if (request.Description?.Length > LongestDescription)
        {
            throw new AwsException(
                "ValidationException",
                $"1 validation error detected: Value '{request.Description}' at 'description' failed to satisfy constraint: Member must have length less than or equal to {LongestDescription}"
            );
        }
        if (request.Value.Contains("{{", StringComparison.Ordinal))
        {
            throw new AwsException(
                "ValidationException",
                "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value: " + request.Value
            );
        }
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

    static void CheckDataType(NewParameter request, string type)
    {
        if (request.DataType is not (null or "text" or "aws:ec2:image" or "aws:ssm:integration"))
        {
            throw new AwsException(
                "ValidationException",
                $"The following data type is not supported: {request.DataType} (Data type names are all lowercase.)"
            );
        }
        if (request.DataType == "aws:ec2:image" && (type != "String" || !ImageId().IsMatch(request.Value)))
        {
            throw new AwsException(
                "ValidationException",
                $"The parameter value is not a valid image id for the data type aws:ec2:image: {request.Value}"
            );
        }
    }

    static void CheckName(string name)
    {
        if (!Name().IsMatch(name) || name.Length > 1011)
            throw InvalidName();
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

    [GeneratedRegex(@"^ami-[0-9a-f]{8}([0-9a-f]{9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ImageId();

    [GeneratedRegex(@"^[a-zA-Z0-9_.\-/]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("^/?(aws|ssm)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReservedName();
}
