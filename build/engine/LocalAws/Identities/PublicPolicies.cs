using System.Text.Json;

namespace LocalAws.Identities;

/// <summary>Which policies of resources let everyone in, for the settings that block such.</summary>
static class PublicPolicies
{
    /// <summary>
    /// The keys whose fixed values keep a statement from being public (S3 User Guide, "Blocking public access", The meaning
    /// of "public").
    /// </summary>
    static readonly HashSet<string> _narrowing = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount",
        "aws:PrincipalArn",
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceIp",
        "aws:SourceOrgID",
        "aws:SourceOwner",
        "aws:SourceVpc",
        "aws:SourceVpce",
        "aws:userid",
        "aws:VpcSourceIp",
        "kms:CallerAccount",
        "kms:ViaService",
        "s3:DataAccessPointAccount",
        "s3:DataAccessPointArn",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    static readonly HashSet<string> _positive = new(StringComparer.OrdinalIgnoreCase)
    {
        "ArnEquals",
        "ArnLike",
        "IpAddress",
        "StringEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
    };

    /// <summary>Whether a policy has a statement that allows everyone something, without a condition that narrows it.</summary>
    public static bool IsPublic(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return Members(document.RootElement.GetProperty("Statement")).Any(IsPublic);
    }

    /// <summary>Whether it is such a statement.</summary>
    public static bool IsPublic(JsonElement statement) =>
        statement.GetProperty("Effect").GetString() == "Allow"
        && !(statement.TryGetProperty("Condition", out var condition) && Narrows(condition))
        && (
            statement.TryGetProperty("Principal", out var principal)
                ? IsEveryone(principal)
                : statement.TryGetProperty("NotPrincipal", out _)
        );

    /// <summary>The items of a list, or the one thing that stands in its place.</summary>
    public static IReadOnlyList<JsonElement> Members(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    static bool Narrows(JsonElement condition) =>
        condition.ValueKind == JsonValueKind.Object
        && condition
            .EnumerateObject()
            .Where(one => _positive.Contains(one.Name[(one.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]))
            .Where(one => !one.Name.StartsWith("ForAllValues", StringComparison.OrdinalIgnoreCase))
            .SelectMany(one => one.Value.EnumerateObject())
            .Any(key => _narrowing.Contains(key.Name) && Members(key.Value).All(IsFixed));

    /// <summary>Whether a value is one, or a range of addresses that is not almost all of them.</summary>
    static bool IsFixed(JsonElement value)
    {
        var text = value.ToString();
        return !text.Contains('*', StringComparison.Ordinal)
            && !text.Contains('?', StringComparison.Ordinal)
            && !text.Contains("${", StringComparison.Ordinal)
            && !(System.Net.IPNetwork.TryParse(text, out var range) && IsBroad(range));
    }

    static bool IsBroad(System.Net.IPNetwork range) =>
        range.PrefixLength
        < (range.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 8 : 32);

    static bool IsEveryone(JsonElement principal) =>
        principal.ValueKind == JsonValueKind.Object
            ? principal.TryGetProperty("AWS", out var accounts) && Members(accounts).Any(IsEveryone)
            : principal.ValueKind == JsonValueKind.String && principal.GetString() == "*";
}
