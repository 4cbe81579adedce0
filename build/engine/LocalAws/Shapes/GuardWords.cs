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
        ["iam"] = _query with
        {
            DuplicateTags = (
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            ),
            TagsIgnoreCase = true,
        },
        ["kms"] = _json with { DuplicateTags = ("TagException", "Duplicate tag keys") },
        ["secretsmanager"] = _json with { DuplicateTags = ("InvalidParameterException", "Duplicate tag keys found.") },
        ["codebuild"] = _json with { DuplicateTags = ("InvalidInputException", "Duplicate tag keys found.") },
        ["codepipeline"] = _json with { DuplicateTags = ("InvalidTagsException", "Duplicate tag keys found.") },
        ["cloudformation"] = _query,
        ["sns"] = new("InvalidParameter")
        {
            DuplicateTags = ("InvalidParameter", "Invalid parameter: Duplicated keys are not allowed."),
        },
        ["sqs"] = new("InvalidParameterValue") { ChecksValues = false },
        ["logs"] = new("InvalidParameterException"),
        ["ecr"] = new("InvalidParameterException")
        {
            TellsFirst = true,
            DuplicateTags = ("InvalidTagParameterException", "Duplicate tag keys found."),
        },
        ["route53"] = new("InvalidInput") { ChecksValues = false },
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

    /// <summary>The code and words where a key is given to two tags.</summary>
    public (string Code, string Message) DuplicateTags { get; init; } = (Code, "Duplicate tag keys found.");

    /// <summary>Whether keys of tags that differ in their case are the same.</summary>
    public bool TagsIgnoreCase { get; init; }

    public static GuardWords Of(string service) => _services.GetValueOrDefault(service, _json);

    public AwsException NotActed(string operation, IReadOnlyList<string> members) =>
        new(
            NotActedCode,
            $"{operation}({string.Join(", ", members)}) is not simulated: the local AWS would ignore {(members.Count == 1 ? "it" : "them")}. Leave {(members.Count == 1 ? "it" : "them")} out; build/engine/LocalAws/README.md says what is simulated.",
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
