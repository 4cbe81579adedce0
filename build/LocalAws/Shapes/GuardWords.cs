using LocalAws.Protocol;

namespace LocalAws.Shapes;

/// <summary>In which words and codes a service refuses what a request gives.</summary>
/// <param name="Code">The code where values do not satisfy their constraints.</param>
sealed record GuardWords(string Code)
{
    /// <summary>The code where a member is not acted on here.</summary>
    public string NotActedCode { get; init; } = Code;

    /// <summary>The HTTP status of that.</summary>
    public int NotActedStatus { get; init; } = 400;

    /// <summary>The code of members that the service does not know; null where it ignores them, as most do.</summary>
    public string? Unknown { get; init; }

    /// <summary>Whether only the first wrong value is told, in words of the service's own.</summary>
    public bool TellsFirst { get; init; }

    /// <summary>Whether values are checked by the model; S3 and EC2 check them in ways of their own.</summary>
    public bool ChecksValues { get; init; } = true;

    static readonly GuardWords _query = new("ValidationError");
    static readonly GuardWords _json = new("ValidationException");
    static readonly Dictionary<string, GuardWords> _services = new(StringComparer.Ordinal)
    {
        ["sts"] = _query,
        ["iam"] = _query,
        ["cloudformation"] = _query,
        ["sns"] = new("InvalidParameter"),
        ["logs"] = new("InvalidParameterException"),
        ["ecr"] = new("InvalidParameterException") { TellsFirst = true },
        ["route53"] = new("InvalidInput"),
        ["ec2"] = new("InvalidParameterValue")
        {
            NotActedCode = "UnsupportedOperation",
            Unknown = "UnknownParameter",
            ChecksValues = false,
        },
        ["s3"] = new("InvalidArgument")
        {
            NotActedCode = "NotImplemented",
            NotActedStatus = 501,
            ChecksValues = false,
        },
    };

    public static GuardWords Of(string service) => _services.GetValueOrDefault(service, _json);

    public AwsException NotActed(string operation, IReadOnlyList<string> members) =>
        new(
            NotActedCode,
            $"{operation}({string.Join(", ", members)}) is not simulated: the local AWS would ignore {(members.Count == 1 ? "it" : "them")}. Leave {(members.Count == 1 ? "it" : "them")} out; build/LocalAws/README.md says what is simulated.",
            NotActedStatus
        );

    /// <summary>ECR tells the first one, in words of its own; the others tell all.</summary>
    public AwsException Invalid(IReadOnlyList<Violation> violations)
    {
        if (!TellsFirst)
            return new(Code, Violation.Describe(violations));
        var first = violations[0];
        var constraint = first.Constraint.Replace(
            "Member must satisfy regular expression pattern: ",
            "must satisfy regular expression ",
            StringComparison.Ordinal
        );
        const string Pattern = "must satisfy regular expression ";
        if (constraint.StartsWith(Pattern, StringComparison.Ordinal))
            constraint = $"{Pattern}'{constraint[Pattern.Length..]}'";
        return new(Code, $"Invalid parameter at '{first.Path}' failed to satisfy constraint: '{constraint}'");
    }
}
