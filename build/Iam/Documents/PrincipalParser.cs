using System.Text.Json;

namespace Iam.Documents;

/// <summary>Reads a Principal or NotPrincipal element.</summary>
sealed class PrincipalParser(List<string> errors)
{
    public List<PrincipalEntry> Parse(JsonElement element)
    {
        var entries = new List<PrincipalEntry>();
        if (element.ValueKind == JsonValueKind.Undefined)
            return entries;
        if (element.ValueKind == JsonValueKind.String && element.GetString() == "*")
            return [new(PrincipalEntryKind.Everyone, "*")];
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"Invalid principal in policy: {element.GetRawText()}");
            return entries;
        }
        foreach (var member in element.EnumerateObject())
            Read(member.Name, Strings.Of(member.Value), entries);
        if (!element.EnumerateObject().Any())
            errors.Add("Missing required field Principal cannot be empty!");
        return entries;
    }

    void Read(string type, List<string>? values, List<PrincipalEntry> entries)
    {
        if (values is null || values.Count == 0)
        {
            errors.Add($"Invalid principal in policy: \"{type}\"");
            return;
        }
        foreach (var value in values)
        {
            if (Entry(type, value) is { } entry)
                entries.Add(entry);
            else
                errors.Add($"Invalid principal in policy: \"{type}\":\"{value}\"");
        }
    }

    static PrincipalEntry? Entry(string type, string value) =>
        type switch
        {
            "AWS" => Aws(value),
            "Service" when value == "*" || value.Contains('.', StringComparison.Ordinal) => new(
                PrincipalEntryKind.Service,
                value
            ),
            "Federated" when value.Length > 0 => new(PrincipalEntryKind.Federated, value),
            "CanonicalUser" when value.Length > 0 => new(PrincipalEntryKind.CanonicalUser, value),
            _ => null,
        };

    static PrincipalEntry? Aws(string value)
    {
        if (value == "*")
            return new(PrincipalEntryKind.Everyone, "*");
        if (IsAccount(value))
            return new(PrincipalEntryKind.Account, value);
        if (value.Length >= 16 && value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            return new(PrincipalEntryKind.Identity, value);
        var fields = value.Split(':', 6);
        if (fields is not ["arn", _, "iam" or "sts", "", var account, var resource] || !IsAccount(account))
            return null;
        if (resource == "root")
            return new(PrincipalEntryKind.Account, account);
        return resource.Contains('*', StringComparison.Ordinal) || resource.Contains('?', StringComparison.Ordinal)
            ? null
            : new(PrincipalEntryKind.Identity, value);
    }

    static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
