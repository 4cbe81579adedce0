using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Build.Arguments;

namespace Build.Settings;

/// <summary>What a text has to look like.</summary>
/// <param name="ProblemWith">What is wrong with a text, or null.</param>
sealed partial record Shape(Func<string, string?> ProblemWith)
{
    static readonly string[] placeholders = ["qualifier", "account", "region", "partition"];

    public static readonly Shape Account = Of(AccountRegex(), "an account number of 12 digits");

    public static readonly Shape Region = Of(RegionRegex(), "a region such as eu-west-1");

    /// <summary>CDK's own limit: the qualifier becomes part of bucket and role names.</summary>
    public static readonly Shape Qualifier = Of(QualifierRegex(), "a qualifier: 1 to 10 lower-case letters and digits");

    public static readonly Shape EnvironmentName = Of(NameRegex(), "a name: letters, digits, - and _, a letter first");

    /// <summary>A role name or ARN with placeholders.</summary>
    public static readonly Shape Role = new(text =>
        Placeholders(text) ?? (RoleRegex().IsMatch(Filled(text)) ? null : $"is '{text}', not a role name or a role ARN")
    );

    public static readonly Shape RoleArn = new(text =>
        Placeholders(text) ?? (RoleArnRegex().IsMatch(Filled(text)) ? null : $"is '{text}', not a role ARN")
    );

    public static readonly Shape PolicyArn = new(text =>
        Placeholders(text) ?? (PolicyArnRegex().IsMatch(Filled(text)) ? null : $"is '{text}', not a policy ARN")
    );

    public static readonly Shape PolicyName = Of(PolicyNameRegex(), "the name of a policy");

    /// <summary>STS's limits for RoleSessionName.</summary>
    public static readonly Shape SessionName = Of(
        SessionNameRegex(),
        "a session name: 2 to 64 letters, digits and _=,.@+-"
    );

    /// <summary>STS's limits for ExternalId.</summary>
    public static readonly Shape ExternalId = Of(
        ExternalIdRegex(),
        "an external id: 2 to 1224 letters, digits and _=,.@:/+-"
    );

    /// <summary>The name of a service control policy.</summary>
    public static readonly Shape ServiceControlPolicyName = Of(
        ServiceControlPolicyNameRegex(),
        "the name of a policy: 1 to 128 letters, digits, blanks and +=,.@_-"
    );

    public static readonly Shape Domain = Of(DomainRegex(), "a domain such as example.com");

    public static readonly Shape ZoneId = Of(ZoneIdRegex(), "the id of a hosted zone: Z and capitals and digits");

    public static readonly Shape Architecture = Of(ArchitectureRegex(), "an architecture: x86_64 or arm64");

    public static readonly Shape CidrBlock = new(text =>
        IPNetwork.TryParse(text, out var network)
        && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
        && network.ToString() == text
            ? null
            : $"is '{text}', not a block of addresses such as 10.0.0.0/16"
    );

    /// <summary>An id of EC2: a prefix and eight or seventeen hexadecimal digits.</summary>
    public static Shape Ec2Id(string prefix) =>
        new(text =>
            Ec2IdRegex().Match(text) is { Success: true } match && match.Groups[1].Value == prefix
                ? null
                : $"is '{text}', not an id: {prefix}- and 8 or 17 hexadecimal digits"
        );

    static Shape Of(Regex regex, string wanted) =>
        new(text => regex.IsMatch(text) ? null : $"is '{text}', not {wanted}");

    static string? Placeholders(string text)
    {
        foreach (Match match in PlaceholderRegex().Matches(text))
        {
            var name = match.Groups[1].Value;
            if (!placeholders.Contains(name))
            {
                var meant = CloseMatch.Of(name, placeholders) is { } close ? $"; did you mean {{{close}}}?" : "";
                return $"has the unknown placeholder {match.Value}{meant}";
            }
        }

        return null;
    }

    static string Filled(string text) =>
        text.Replace("{qualifier}", "q", StringComparison.Ordinal)
            .Replace("{account}", "000000000000", StringComparison.Ordinal)
            .Replace("{region}", "eu-west-1", StringComparison.Ordinal)
            .Replace("{partition}", "aws", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex AccountRegex();

    [GeneratedRegex("^[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}$")]
    private static partial Regex RegionRegex();

    [GeneratedRegex("^[a-z0-9]{1,10}$")]
    private static partial Regex QualifierRegex();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex NameRegex();

    [GeneratedRegex(@"^[\w+=,.@ -]{1,128}$")]
    private static partial Regex ServiceControlPolicyNameRegex();

    [GeneratedRegex(@"^(?=.{1,255}$)([A-Za-z0-9_*-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?$")]
    private static partial Regex DomainRegex();

    [GeneratedRegex("^Z[A-Z0-9]{1,31}$")]
    private static partial Regex ZoneIdRegex();

    [GeneratedRegex("^(x86_64|arm64)$")]
    private static partial Regex ArchitectureRegex();

    [GeneratedRegex("^([a-z]+)-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Ec2IdRegex();

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex PlaceholderRegex();

    [GeneratedRegex(@"^(arn:aws[a-z-]*:iam::[0-9]{12}:role/)?[\w+=,.@/-]{1,512}$")]
    private static partial Regex RoleRegex();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$")]
    private static partial Regex RoleArnRegex();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[\w+=,.@/-]{1,512}$")]
    private static partial Regex PolicyArnRegex();

    [GeneratedRegex(@"^[\w+=,.@-]{1,128}$", RegexOptions.ECMAScript)]
    private static partial Regex PolicyNameRegex();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$", RegexOptions.ECMAScript)]
    private static partial Regex SessionNameRegex();

    [GeneratedRegex(@"^[\w+=,.@:/-]{2,1224}$", RegexOptions.ECMAScript)]
    private static partial Regex ExternalIdRegex();
}
