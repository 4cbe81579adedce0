using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAws.Profiles;

namespace LocalAws.Tool;

/// <summary>What a file says of the accounts that a local AWS has.</summary>
/// <param name="Options">With the accounts and their organization.</param>
/// <param name="Profiles">Of their administrators.</param>
sealed partial record AccountsFile(LocalAwsOptions Options, IReadOnlyList<ClientProfile> Profiles)
{
    static readonly JsonDocumentOptions lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Everything that is wrong with the file is named, with its path in it.</summary>
    public static (AccountsFile? File, IReadOnlyList<string> Problems) Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), lenient);
            var problems = new List<string>();
            var file = Read(new AccountsNode(document.RootElement, "$", problems));
            return (problems.Count == 0 ? file : null, [.. problems.Select(problem => $"{path}: {problem}")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, [$"{path}: {exception.Message}"]);
        }
    }

    static AccountsFile Read(AccountsNode root)
    {
        root.Allow("accounts", "managementAccount", "organization", "serviceControlPolicies");
        var profiles = root["accounts"].Items().Select(ReadProfile).ToList();
        if (profiles.Count == 0)
            root["accounts"].Refuse("names no account");
        foreach (var twice in profiles.GroupBy(profile => profile.Name).Where(group => group.Count() > 1))
            root["accounts"].Refuse($"has the name '{twice.Key}' twice");
        var accounts = profiles.Select(profile => profile.Account).Distinct().ToList();
        var options = new LocalAwsOptions
        {
            Accounts = accounts,
            ManagementAccount = KnownAccount(root["managementAccount"], accounts),
            OrganizationId = root["organization"].Text(Organization()),
            ServiceControlPolicies =
            [
                .. root["serviceControlPolicies"].Items().Select(policy => ReadPolicy(policy, accounts)),
            ],
        };
        return new(options, profiles);
    }

    static ClientProfile ReadProfile(AccountsNode node)
    {
        if (node.IsText)
            return new(node.Text(Account()) ?? "", node.Text(Account()) ?? "", "us-east-1");
        node.Allow("name", "account", "region");
        var account = node["account"].Text(Account(), isRequired: true) ?? "";
        return new(node["name"].Text(Name()) ?? account, account, node["region"].Text(Region()) ?? "us-east-1");
    }

    static ServiceControlPolicy ReadPolicy(AccountsNode node, IReadOnlyList<string> accounts)
    {
        node.Allow("name", "policy", "accounts", "replacesFullAccess");
        return new(node["name"].Text(Name(), isRequired: true) ?? "", node["policy"].Document())
        {
            Accounts = [.. node["accounts"].Items().Select(account => KnownAccount(account, accounts) ?? "")],
            ReplacesFullAccess = node["replacesFullAccess"].Flag(),
        };
    }

    static string? KnownAccount(AccountsNode node, IReadOnlyList<string> accounts)
    {
        var account = node.Text(Account());
        if (account is not null && !accounts.Contains(account))
            node.Refuse($"is '{account}', which is not one of the accounts");
        return account;
    }

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[\w.+-]{1,128}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    private static partial Regex Region();

    [GeneratedRegex("^o-[a-z0-9]{10,32}$")]
    private static partial Regex Organization();
}
