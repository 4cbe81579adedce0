using AwsCatalog.Schemas;

namespace AwsCatalog.Names;

/// <summary>The names that CloudFormation gives resources that a template does not name: stack, logical id, random characters.</summary>
/// <remarks>CloudFormation Template Reference, "Name type".</remarks>
public static class GeneratedNames
{
    const int UsualLimit = 64;

    /// <summary>What is left of a stack's name in every shortened name.</summary>
    const int ShortestStack = 10;

    /// <summary>Two dashes and as many random characters as services add at most.</summary>
    const int Rest = 19;

    /// <summary>Services that have no capital letters in names.</summary>
    static readonly HashSet<string> LowerCase = new(StringComparer.Ordinal)
    {
        "AWS::DocDB",
        "AWS::ECR",
        "AWS::ElastiCache",
        "AWS::MemoryDB",
        "AWS::Neptune",
        "AWS::OpenSearchService",
        "AWS::RDS",
        "AWS::Redshift",
        "AWS::S3",
    };

    /// <summary>Types whose names begin with something else than the stack's.</summary>
    /// <remarks>aws-cloudformation-resource-providers-ssm, Constants.java; CodeBuild projects begin with the logical id.</remarks>
    static readonly Dictionary<string, string> Starts = new(StringComparer.Ordinal)
    {
        ["AWS::CodeBuild::Project"] = "",
        ["AWS::CodeBuild::ReportGroup"] = "",
        ["AWS::SSM::Parameter"] = "CFN",
    };

    /// <summary>What names of the type's resources begin with, in the place of the stack's name or as that; empty: with the logical id.</summary>
    public static string StartOf(string type, string stack) => Starts.GetValueOrDefault(type, stack);

    /// <summary>Whether names of the type's resources have no capital letters.</summary>
    public static bool AreLowerCase(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && LowerCase.Contains(type[..end]);
    }

    /// <summary>A pattern that every name of a type's resources matches that is made up, as long as the type's names may be.</summary>
    /// <param name="type">Like AWS::S3::Bucket.</param>
    /// <param name="stack">The stack's name, which may itself be a pattern.</param>
    /// <param name="logicalId">The resource's.</param>
    public static string Pattern(string type, string stack, string logicalId) =>
        Pattern(
            type,
            stack,
            logicalId,
            SchemaCatalog.Find(type) is { NameProperty: { } name } schema && schema.LongestOf(name) is { } longest
                ? longest
                : UsualLimit
        );

    /// <summary>A pattern that every such name matches, of the stack's and the logical id's names alone where both have room.</summary>
    /// <param name="type">Like AWS::S3::Bucket.</param>
    /// <param name="stack">The stack's name, which may itself be a pattern.</param>
    /// <param name="logicalId">The resource's.</param>
    /// <param name="longest">How many characters a name may have.</param>
    public static string Pattern(string type, string stack, string logicalId, int longest)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(logicalId);
        if (Starts.TryGetValue(type, out var other))
            return other.Length == 0 ? $"{logicalId}-*" : $"{other}-{logicalId}-*";
        var isPattern = stack.Contains('*', StringComparison.Ordinal);
        var fits = !isPattern && stack.Length + logicalId.Length + Rest <= longest;
        var start = stack.Split('*')[0];
        var pattern = fits ? $"{stack}-{logicalId}-*" : $"{start[..Math.Min(start.Length, ShortestStack)]}*";
        return AreLowerCase(type) ? pattern.ToLowerInvariant() : pattern;
    }
}
