using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Deployment.Texts;
using Diagnosis.ExecutionPolicies;

namespace Releases.ExecutionPolicies;

/// <summary>Execution policies to read: for people, and for programs.</summary>
static class ExecutionPolicyText
{
    static readonly JsonSerializerOptions format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>What each statement is for, as Markdown: a policy itself has no room for that.</summary>
    public static string Listing(ExecutionPolicy policy)
    {
        var text = new StringBuilder();
        Line($"# What CloudFormation needs in {policy.Environment}");
        Line("");
        Line($"Role: {policy.Role ?? "whoever deploys"}");
        Line($"Stacks: {string.Join(", ", policy.Stacks)}");
        if (policy.Exactness != PolicyExactness.Names)
            Line(Of(policy.Exactness));
        for (var number = 0; number < policy.Documents.Count; number++)
        {
            Line("");
            Line($"## policy-{number + 1}.json");
            foreach (var statement in policy.Documents[number].Statements)
                Write(statement);
        }
        if (policy.Unknown.Count > 0)
        {
            Line("");
            Line("## Not known");
            foreach (var unknown in policy.Unknown)
                Line($"- {Name(unknown.Resource)}: {unknown.Why}");
        }
        return text.ToString();

        void Write(ExecutionStatement statement)
        {
            Line("");
            Line($"- {string.Join(", ", statement.Actions)}");
            Line($"  - on {string.Join(", ", statement.Resources)}");
            if (statement.Condition is { } condition)
                Line($"  - where {condition.Key} is {string.Join(" or ", condition.Values)}");
            Line($"  - for {string.Join(", ", statement.For.Select(Name))}");
        }

        void Line(string line) => text.Append(ForeignText.ToLine(line)).Append('\n');
    }

    public static string Json(IReadOnlyList<(string Name, ExecutionPolicy Policy)> policies) =>
        ForeignText.ToJson(
            JsonSerializer.Serialize(
                new
                {
                    policies = policies.Select(entry => new
                    {
                        environment = entry.Name,
                        entry.Policy.Environment.Account,
                        entry.Policy.Environment.Region,
                        entry.Policy.Role,
                        entry.Policy.Stacks,
                        exactness = entry.Policy.Exactness.ToString(),
                        documents = entry.Policy.Documents.Select(document => document.ToJson()),
                        statements = entry.Policy.Documents.SelectMany(document => document.Statements),
                        entry.Policy.Unknown,
                    }),
                },
                format
            )
        );

    public static string Of(PolicyExactness exactness) =>
        exactness switch
        {
            PolicyExactness.Names => "Every resource is named",
            PolicyExactness.Stacks => "Resources are named by their stacks: their names do not fit into ten policies",
            PolicyExactness.Kinds => "Resources are named by their kinds: their names do not fit into ten policies",
            _ => "Resources are named by their services: their names do not fit into ten policies",
        };

    public static string Of(UnknownNeed unknown) =>
        $"what {unknown.Resource.LogicalId} ({unknown.Resource.ResourceType}) of stack {unknown.Resource.Stack} takes is not known: {unknown.Why}";

    static string Name(NeededFor reason) =>
        reason.LogicalId.Length == 0
            ? $"stack {reason.Stack}"
            : $"{reason.Stack}/{reason.LogicalId} ({reason.ResourceType})";
}
