using Iam;
using LocalAws;

namespace Settings;

/// <summary>Reads what the settings say of the local AWS, noting everything that is wrong.</summary>
static class LocalAwsReader
{
    /// <param name="json">The section, which may be missing.</param>
    /// <param name="accounts">The accounts that exist.</param>
    public static LocalAwsSettings Read(JsonReader json, IReadOnlyList<string> accounts)
    {
        if (json.IsMissing)
            return new LocalAwsSettings();
        json = json.WithProperties("serviceControlPolicies", "lookups");
        return new LocalAwsSettings
        {
            ServiceControlPolicies = ReadPolicies(json["serviceControlPolicies"], accounts),
            Lookups = LookupReader.Read(json["lookups"], accounts),
        };
    }

    static List<ServiceControlPolicy> ReadPolicies(JsonReader json, IReadOnlyList<string> accounts)
    {
        var policies = new List<ServiceControlPolicy>();
        foreach (var item in json.Items(optional: true))
        {
            var policy = ReadPolicy(item, accounts);
            if (policies.FindIndex(other => other.Name == policy.Name) is >= 0 and var named)
                json.Problems.Add(
                    $"{item.Path}.name",
                    $"is '{policy.Name}', as $.localAws.serviceControlPolicies[{named}] is"
                );
            policies.Add(policy);
        }

        return policies;
    }

    static ServiceControlPolicy ReadPolicy(JsonReader json, IReadOnlyList<string> accounts)
    {
        json = json.WithProperties("name", "policy", "accounts", "replacesFullAccess");
        return new ServiceControlPolicy(
            json["name"].Text(TextFormat.ServiceControlPolicyName),
            ReadDocument(json["policy"])
        )
        {
            Accounts = [.. json["accounts"].Items(optional: true).Select(account => ReadAccount(account, accounts))],
            ReplacesFullAccess = json["replacesFullAccess"].OptionalFlag() ?? false,
        };
    }

    static string ReadDocument(JsonReader json)
    {
        json.Entries(required: true);
        var document = json.Element?.GetRawText() ?? "";
        try
        {
            if (json.Element is { ValueKind: System.Text.Json.JsonValueKind.Object })
                PolicyDocument.Parse(document, PolicyKind.ServiceControl);
        }
        catch (PolicyDocumentException exception)
        {
            foreach (var error in exception.Errors)
                json.Problems.Add(json.Path, $"is not a service control policy: {error}");
        }

        return document;
    }

    /// <summary>An account of the settings; the local AWS has no other.</summary>
    public static string ReadAccount(JsonReader json, IReadOnlyList<string> accounts)
    {
        var problems = json.Problems.Findings.Count;
        var account = json.Text(TextFormat.Account);
        if (json.Problems.Findings.Count == problems && !accounts.Contains(account))
            json.Problems.Add(
                json.Path,
                $"is '{account}', not an account of these settings",
                $"known: {string.Join(", ", accounts)}"
            );
        return account;
    }
}
