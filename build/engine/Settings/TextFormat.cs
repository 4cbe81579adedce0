using System.Net;
using System.Net.Sockets;

namespace Settings;

/// <summary>What a text has to look like.</summary>
/// <param name="ProblemWith">What is wrong with a text, or null.</param>
public sealed record TextFormat(Func<string, string?> ProblemWith)
{
    static readonly string[] placeholders = ["qualifier", "account", "region", "partition"];

    public static readonly TextFormat Account = Of(IsAccount, "an account number of 12 digits");

    public static readonly TextFormat Region = Of(IsRegion, "a region such as eu-west-1");

    /// <summary>CDK's own limit: the qualifier becomes part of bucket and role names.</summary>
    public static readonly TextFormat Qualifier = Of(IsQualifier, "a qualifier: 1 to 10 lower-case letters and digits");

    /// <summary>As the Organizations API Reference has it ("Organization", Id).</summary>
    public static readonly TextFormat Organization = Of(
        text => text.StartsWith("o-", StringComparison.Ordinal) && text.Length is >= 12 and <= 34 && IsLower(text[2..]),
        "the id of an organization such as o-a1b2c3d4e5"
    );

    public static readonly TextFormat EnvironmentName = Of(IsName, "a name: letters, digits, - and _, a letter first");

    /// <summary>With what is appended, within CloudFormation's limits for StackName.</summary>
    public static readonly TextFormat StackPrefix = Of(
        text => IsOf(text, 1, 100, "-") && char.IsAsciiLetter(text[0]),
        "the beginning of stack names: letters, digits and -, a letter first, 100 at most"
    );

    /// <summary>A role name or ARN with placeholders.</summary>
    public static readonly TextFormat Role = Filled(
        text => IsPath(text) || IsArn(text, "role", IsAccount),
        "a role name or a role ARN"
    );

    public static readonly TextFormat RoleArn = Filled(text => IsArn(text, "role", IsAccount), "a role ARN");

    public static readonly TextFormat PolicyArn = Filled(
        text => IsArn(text, "policy", account => account == "aws" || IsAccount(account)),
        "a policy ARN"
    );

    public static readonly TextFormat PolicyName = Of(text => IsOf(text, 1, 128, "_+=,.@-"), "the name of a policy");

    /// <summary>STS's limits for RoleSessionName.</summary>
    public static readonly TextFormat SessionName = Of(
        text => IsOf(text, 2, 64, "_+=,.@-"),
        "a session name: 2 to 64 letters, digits and _=,.@+-"
    );

    /// <summary>STS's limits for ExternalId.</summary>
    public static readonly TextFormat ExternalId = Of(
        text => IsOf(text, 2, 1224, "_+=,.@:/-"),
        "an external id: 2 to 1224 letters, digits and _=,.@:/+-"
    );

    /// <summary>The name of a service control policy.</summary>
    public static readonly TextFormat ServiceControlPolicyName = Of(
        text => IsOf(text, 1, 128, "_+=,.@ -"),
        "the name of a policy: 1 to 128 letters, digits, blanks and +=,.@_-"
    );

    public static readonly TextFormat Domain = Of(IsDomain, "a domain such as example.com");

    public static readonly TextFormat ZoneId = Of(
        text => text is ['Z', .. { Length: >= 1 and <= 31 } rest] && rest.All(IsCapitalOrDigit),
        "the id of a hosted zone: Z and capitals and digits"
    );

    public static readonly TextFormat Architecture = Of(
        text => text is "x86_64" or "arm64",
        "an architecture: x86_64 or arm64"
    );

    public static readonly TextFormat CidrBlock = Of(
        text =>
            IPNetwork.TryParse(text, out var network)
            && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
            && network.ToString() == text,
        "a block of addresses such as 10.0.0.0/16"
    );

    /// <summary>An id of EC2: a prefix and eight or seventeen hexadecimal digits.</summary>
    public static TextFormat Ec2Id(string prefix) =>
        Of(
            text =>
                text.Split('-', 2) is [var kind, { Length: 8 or 17 } digits]
                && kind == prefix
                && digits.All(char.IsAsciiHexDigitLower),
            $"an id: {prefix}- and 8 or 17 hexadecimal digits"
        );

    /// <summary>The one word that may stand there.</summary>
    public static TextFormat Word(string word) => Of(text => text == word, $"\"{word}\" or a list");

    static TextFormat Of(Func<string, bool> isWanted, string wanted) =>
        new(text => isWanted(text) ? null : $"is '{text}', not {wanted}");

    static TextFormat Filled(Func<string, bool> isWanted, string wanted) =>
        new(text =>
            UnknownPlaceholder(text) ?? (isWanted(WithoutPlaceholders(text)) ? null : $"is '{text}', not {wanted}")
        );

    static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    static bool IsRegion(string text) =>
        text.Split('-') is [{ Length: 2 or 3 } area, .. { Length: > 0 } place, { Length: 1 or 2 } number]
        && place.Prepend(area).All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower))
        && number.All(char.IsAsciiDigit);

    static bool IsQualifier(string text) => text.Length is >= 1 and <= 10 && IsLower(text);

    static bool IsLower(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    static bool IsName(string text) =>
        char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    static bool IsCapitalOrDigit(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c);

    /// <summary>Labels of at most 63 letters, digits, hyphens and underscores, wildcards but for the last; a dot may end it.</summary>
    static bool IsDomain(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        return text.Length <= 255
            && name.Split('.') is [.. var labels, var last]
            && labels.All(label => IsOf(label, 1, 63, "-_*"))
            && IsOf(last, 1, 63, "-_");
    }

    /// <summary>What IAM lets the names of roles and policies, and the paths before them, consist of.</summary>
    static bool IsPath(string text) => IsOf(text, 1, 512, "_+=,.@/-");

    /// <summary>Whether it consists of letters, digits and those signs, and is neither shorter nor longer.</summary>
    static bool IsOf(string text, int least, int most, string signs) =>
        text.Length >= least && text.Length <= most && text.All(c => char.IsAsciiLetterOrDigit(c) || signs.Contains(c));

    static bool IsArn(string text, string kind, Func<string, bool> isAccount) =>
        text.Split(':', 6) is ["arn", var partition, "iam", "", var account, var resource]
        && partition.StartsWith("aws", StringComparison.Ordinal)
        && partition.All(c => char.IsAsciiLetterLower(c) || c == '-')
        && isAccount(account)
        && resource.StartsWith($"{kind}/", StringComparison.Ordinal)
        && IsPath(resource[(kind.Length + 1)..]);

    static string? UnknownPlaceholder(string text)
    {
        foreach (var part in text.Split('{').Skip(1))
        {
            if (part.IndexOf('}', StringComparison.Ordinal) is not (>= 0 and var end))
                continue;
            var name = part[..end];
            if (!placeholders.Contains(name))
            {
                var meant = CloseMatch.Of(name, placeholders) is { } close ? $"; did you mean {{{close}}}?" : "";
                return $"has the unknown placeholder {{{name}}}{meant}";
            }
        }

        return null;
    }

    static string WithoutPlaceholders(string text) =>
        text.Replace("{qualifier}", "q", StringComparison.Ordinal)
            .Replace("{account}", "000000000000", StringComparison.Ordinal)
            .Replace("{region}", "eu-west-1", StringComparison.Ordinal)
            .Replace("{partition}", "aws", StringComparison.Ordinal);
}
