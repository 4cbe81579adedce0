using System.Text.Json.Nodes;

namespace Deployment.Bootstrapping.WebIdentities;

/// <summary>
/// Policies that allow roles to be assumed, by as few words as say it exactly: roles that differ by nothing but their account
/// are one pattern, with the accounts that it is for.
/// </summary>
static class AssumedRoles
{
    /// <summary>A managed policy has 6,144 characters (IAM User Guide, "IAM and AWS STS quotas"); what is around takes some.</summary>
    const int Longest = 5_500;

    /// <summary>What a statement takes besides the texts in its lists.</summary>
    const int Around = 200;

    /// <summary>The statements of each policy.</summary>
    /// <param name="arns">ARNs of roles.</param>
    public static IReadOnlyList<IReadOnlyList<JsonObject>> PoliciesOf(IEnumerable<string> arns)
    {
        var policies = new List<List<JsonObject>>();
        var left = 0;
        foreach (var (statement, length) in StatementsOf(arns))
        {
            if (length > left)
            {
                policies.Add([]);
                left = Longest;
            }
            policies[^1].Add(statement);
            left -= length;
        }
        return policies;
    }

    static IEnumerable<(JsonObject Statement, int Length)> StatementsOf(IEnumerable<string> arns)
    {
        var patterns = arns.Distinct(StringComparer.Ordinal)
            .GroupBy(PatternOf, StringComparer.Ordinal)
            .Select(group => (Pattern: group.Key, Arns: group.ToList()))
            .ToList();
        foreach (var part in Parts(patterns.Where(p => p.Arns.Count == 1).Select(p => p.Arns[0])))
            yield return (Statement(part, accounts: null), Length(part));
        // What is allowed in the same accounts is one statement.
        foreach (
            var group in patterns
                .Where(p => p.Arns.Count > 1)
                .GroupBy(
                    p => string.Join(',', p.Arns.Select(AccountOf).Order(StringComparer.Ordinal)),
                    StringComparer.Ordinal
                )
        )
        foreach (var resources in Parts(group.Select(p => p.Pattern), Longest / 2))
        foreach (var accounts in Parts(group.Key.Split(','), Longest / 2 - Around))
            yield return (Statement(resources, accounts), Length(resources) + Length(accounts));
    }

    /// <summary>The texts in order, as many together as there is room for.</summary>
    static IEnumerable<List<string>> Parts(IEnumerable<string> texts, int longest = Longest)
    {
        var part = new List<string>();
        foreach (var text in texts.Order(StringComparer.Ordinal))
        {
            if (part.Count > 0 && Length([.. part, text]) > longest)
            {
                yield return part;
                part = [];
            }
            part.Add(text);
        }
        if (part.Count > 0)
            yield return part;
    }

    /// <summary>Each in quotes, behind a comma.</summary>
    static int Length(List<string> texts) => Around + texts.Sum(text => text.Length + 3);

    static JsonObject Statement(List<string> resources, List<string>? accounts)
    {
        var statement = new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRole",
            ["Resource"] = Texts(resources),
        };
        if (accounts is not null)
            statement["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject { ["aws:ResourceAccount"] = Texts(accounts) },
            };
        return statement;
    }

    static JsonArray Texts(List<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    static string PatternOf(string arn) => arn.Replace(AccountOf(arn), "*", StringComparison.Ordinal);

    static string AccountOf(string arn) => arn.Split(':')[4];
}
