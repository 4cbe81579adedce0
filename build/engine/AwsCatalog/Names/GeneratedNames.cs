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

    /// <summary>Types whose names begin with something else than the stack's; empty: with the logical id.</summary>
    /// <remarks>
    /// The handlers in github.com/aws-cloudformation/aws-cloudformation-resource-providers-*, which give
    /// IdentifierUtils.generateResourceIdentifier the stack's id or leave it out; CodeBuild's, as seen.
    /// </remarks>
    static readonly Dictionary<string, string> Starts = new(StringComparer.Ordinal)
    {
        ["AWS::AppRunner::ObservabilityConfiguration"] = "",
        ["AWS::AppRunner::Service"] = "",
        ["AWS::AppRunner::VpcConnector"] = "",
        ["AWS::AppRunner::VpcIngressConnection"] = "",
        ["AWS::CodeBuild::Project"] = "",
        ["AWS::CodeBuild::ReportGroup"] = "",
        ["AWS::Events::ApiDestination"] = "",
        ["AWS::Events::Connection"] = "",
        ["AWS::IoT::Authorizer"] = "",
        ["AWS::IoT::BillingGroup"] = "",
        ["AWS::IoT::DomainConfiguration"] = "",
        ["AWS::IoT::Policy"] = "",
        ["AWS::IoT::ProvisioningTemplate"] = "",
        ["AWS::IoT::RoleAlias"] = "",
        ["AWS::Logs::MetricFilter"] = "",
        ["AWS::Redshift::Cluster"] = "",
        ["AWS::Redshift::ClusterSubnetGroup"] = "",
        ["AWS::Redshift::EndpointAccess"] = "",
        ["AWS::SSM::Parameter"] = "CFN",
        ["AWS::StepFunctions::StateMachine"] = "",
        ["AWS::StepFunctions::StateMachineAlias"] = "",
        ["AWS::Timestream::Database"] = "",
        ["AWS::Timestream::ScheduledQuery"] = "",
        ["AWS::Timestream::Table"] = "",
        ["AWS::WAFv2::IPSet"] = "",
        ["AWS::WAFv2::RegexPatternSet"] = "",
        ["AWS::WAFv2::RuleGroup"] = "",
        ["AWS::WAFv2::WebACL"] = "",
    };

    /// <summary>How many characters handlers give names at most that could be longer.</summary>
    /// <remarks>From the same handlers.</remarks>
    static readonly Dictionary<string, int> Limits = new(StringComparer.Ordinal)
    {
        ["AWS::AppRunner::ObservabilityConfiguration"] = 32,
        ["AWS::AppRunner::Service"] = 40,
        ["AWS::AppRunner::VpcConnector"] = 40,
        ["AWS::AppRunner::VpcIngressConnection"] = 40,
        ["AWS::WAFv2::IPSet"] = 50,
        ["AWS::WAFv2::RegexPatternSet"] = 50,
        ["AWS::WAFv2::RuleGroup"] = 50,
        ["AWS::WAFv2::WebACL"] = 50,
    };

    /// <summary>Types whose names have underscores in the place of dashes.</summary>
    static readonly HashSet<string> Underscored = new(StringComparer.Ordinal)
    {
        "AWS::IoT::Authorizer",
        "AWS::IoT::BillingGroup",
        "AWS::IoT::Policy",
        "AWS::IoT::RoleAlias",
    };

    /// <summary>How many characters a name of the type's resources has at most that is made up.</summary>
    public static int LimitOf(string type) =>
        Limits.TryGetValue(type, out var limit) ? limit
        : SchemaCatalog.Find(type) is { NameProperty: { } name } schema ? schema.LongestOf(name) ?? UsualLimit
        : UsualLimit;

    /// <summary>A made-up name, or a pattern of one, in the characters that the type's names have.</summary>
    public static string Spelled(string type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var spelled = Underscored.Contains(type) ? name.Replace('-', '_') : name;
        return AreLowerCase(type) ? spelled.ToLowerInvariant() : spelled;
    }

    /// <summary>What names of the type's resources begin with, in the place of the stack's name or as that; empty: with the logical id.</summary>
    public static string StartOf(string type, string stack) => Starts.GetValueOrDefault(type, stack);

    /// <summary>Whether names of the type's resources have no capital letters.</summary>
    static bool AreLowerCase(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && LowerCase.Contains(type[..end]);
    }

    /// <summary>A pattern that every name of a type's resources matches that is made up, as long as the type's names may be.</summary>
    /// <param name="type">Like AWS::S3::Bucket.</param>
    /// <param name="stack">The stack's name, which may itself be a pattern.</param>
    /// <param name="logicalId">The resource's.</param>
    public static string Pattern(string type, string stack, string logicalId) =>
        Pattern(type, stack, logicalId, LimitOf(type));

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
        {
            var whole = other.Length == 0 ? logicalId : $"{other}-{logicalId}";
            var room = Math.Max(0, longest - Rest);
            return Spelled(type, whole.Length <= room ? $"{whole}-*" : $"{whole[..room]}*");
        }
        var isPattern = stack.Contains('*', StringComparison.Ordinal);
        var fits = !isPattern && stack.Length + logicalId.Length + Rest <= longest;
        var start = stack.Split('*')[0];
        var pattern = fits ? $"{stack}-{logicalId}-*" : $"{start[..Math.Min(start.Length, ShortestStack)]}*";
        return Spelled(type, pattern);
    }
}
