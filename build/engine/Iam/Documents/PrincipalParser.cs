using System.Text.Json;

namespace Iam.Documents;

/// <summary>Reads a Principal or NotPrincipal element (IAM User Guide, "AWS JSON policy elements: Principal").</summary>
sealed class PrincipalParser(PolicyKind kind, Mistakes mistakes)
{
    /// <summary>
    /// CloudFront's own users, whom S3 knows by this name too (Amazon CloudFront Developer Guide, "Use an origin access identity").
    /// </summary>
    const string OriginAccessIdentity = "user/CloudFront Origin Access Identity ";

    /// <summary>The identity providers that have no ARN.</summary>
    static readonly string[] _providers =
    [
        "cognito-identity.amazonaws.com",
        "cognito-identity-us-gov.amazonaws.com",
        "accounts.google.com",
        "graph.facebook.com",
        "www.amazon.com",
    ];

    public List<PrincipalEntry> Parse(JsonElement element)
    {
        var entries = new List<PrincipalEntry>();
        if (element.ValueKind == JsonValueKind.Undefined)
            return entries;
        if (element.ValueKind == JsonValueKind.String && element.GetString() == "*")
        {
            if (kind == PolicyKind.RoleTrust)
                mistakes.Add(
                    PolicyMistakeKind.Principal,
                    "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".",
                    "\"STAR\":\"*\""
                );
            return [new(PrincipalEntryKind.Everyone, "*", "")];
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            Invalid(element.GetRawText());
            return entries;
        }
        foreach (var member in element.EnumerateObject())
            Read(member.Name, Strings.Of(member.Value), entries);
        if (!element.EnumerateObject().Any())
            mistakes.Add(
                PolicyMistakeKind.MissingField,
                "Missing required field Principal cannot be empty!",
                "Principal"
            );
        return entries;
    }

    void Invalid(string principal) =>
        mistakes.Add(PolicyMistakeKind.Principal, $"Invalid principal in policy: {principal}", principal);

    void Read(string type, List<string>? values, List<PrincipalEntry> entries)
    {
        if (values is null || values.Count == 0)
        {
            Invalid($"\"{type}\"");
            return;
        }
        foreach (var value in values)
        {
            if (Entry(type, value) is { } entry)
                entries.Add(entry);
            else
                Invalid($"\"{type.ToUpperInvariant()}\":\"{value}\"");
        }
    }

    PrincipalEntry? Entry(string type, string value) =>
        type switch
        {
            "AWS" => Aws(value),
            "Service" when value == "*" || value.Contains('.', StringComparison.Ordinal) => new(
                PrincipalEntryKind.Service,
                value,
                type
            ),
            "Federated" when IsProvider(value) => new(PrincipalEntryKind.Federated, value, type),
            "CanonicalUser" when value.Length > 0 && kind != PolicyKind.RoleTrust => new(
                PrincipalEntryKind.CanonicalUser,
                value,
                type
            ),
            _ => null,
        };

    static bool IsProvider(string value) =>
        value == "*"
        || _providers.Contains(value)
        || (
            value.Split(':', 6) is ["arn", _, "iam", "", var account, var provider]
            && IsAccount(account)
            && Starts(provider, "saml-provider/", "oidc-provider/")
        );

    static PrincipalEntry? Aws(string value)
    {
        if (value == "*")
            return new(PrincipalEntryKind.Everyone, "*", "AWS");
        if (IsAccount(value))
            return new(PrincipalEntryKind.Account, value, "AWS");
        if (value.Length >= 16 && value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            return new(PrincipalEntryKind.Identity, value, "AWS");
        var fields = value.Split(':', 6);
        if (fields is ["arn", _, "iam", "", "cloudfront", var viewer] && Starts(viewer, OriginAccessIdentity))
            return new(PrincipalEntryKind.Identity, value, "AWS");
        if (fields is not ["arn", _, var service, "", var account, var resource] || !IsAccount(account))
            return null;
        if (service == "iam" && resource == "root")
            return new(PrincipalEntryKind.Account, account, "AWS");
        return IsIdentity(service, resource) ? new(PrincipalEntryKind.Identity, value, "AWS") : null;
    }

    /// <summary>Groups, policies and whatever else IAM names by ARNs cannot sign requests.</summary>
    static bool IsIdentity(string service, string resource) =>
        resource.AsSpan().IndexOfAny('*', '?') < 0
        && service switch
        {
            "iam" => Starts(resource, "user/", "role/"),
            "sts" => Starts(resource, "assumed-role/", "federated-user/"),
            _ => false,
        };

    static bool Starts(string text, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
            if (text.Length > beginning.Length && text.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        return false;
    }

    static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
