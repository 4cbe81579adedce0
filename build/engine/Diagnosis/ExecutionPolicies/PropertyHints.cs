using System.Text.Json.Nodes;
using AwsCatalog.Actions;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;

namespace Diagnosis.ExecutionPolicies;

/// <summary>Which of a handler's actions a resource's properties call for. In doubt an action is called.</summary>
sealed class PropertyHints(ResourceSchema schema, JsonObject properties)
{
    /// <summary>What properties say, or are called, where a handler calls another service for them.</summary>
    static readonly Dictionary<string, string[]> words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cloudwatch"] = ["alarm", "cloudwatch", "metric", "monitor"],
        ["ec2"] = ["ec2", "eni", "instance", "network", "securitygroup", "subnet", "vpc"],
        ["elasticfilesystem"] = ["efs", "elasticfilesystem", "filesystem"],
        ["iam"] = ["instanceprofile", "policy", "role"],
        ["kms"] = ["encrypt", "kms", "sse"],
        ["lambda"] = ["function", "lambda"],
        ["logs"] = ["log"],
        ["s3"] = ["bucket", "s3"],
        ["s3files"] = ["filesystem", "s3files"],
        ["s3tables"] = ["s3table", "tablebucket", "tableconfiguration"],
        ["secretsmanager"] = ["password", "secret"],
        ["sns"] = ["notification", "sns", "topic"],
        ["sqs"] = ["deadletter", "queue", "sqs"],
        ["ssm"] = ["parameter", "resolve:ssm", "ssm"],
    };

    /// <summary>What names of properties add to what they are about, or leave out.</summary>
    static readonly string[] endings = ["Configuration", "Config", "Specification", "Settings", "Options", "s"];

    /// <summary>The service that creates the resource.</summary>
    readonly string? own = schema
        .PermissionsOf("create")
        .Select(permission => permission.Split(':')[0])
        .Where(service => !HandlerNeeds.IsHelper(schema, service))
        .GroupBy(service => service, StringComparer.OrdinalIgnoreCase)
        .MaxBy(group => group.Count())
        ?.Key;
    readonly string text = properties.ToJsonString().ToLowerInvariant();
    readonly string kind = schema.Name.Split("::")[^1];

    public bool IsCalled(ActionDescription action, string handler)
    {
        var service = action.Name.Split(':')[0];
        if (!service.Equals(own, StringComparison.OrdinalIgnoreCase))
            return action.Name == "iam:CreateServiceLinkedRole"
                || !words.TryGetValue(service, out var hints)
                || IsCertain(action, handler)
                || Array.Exists(
                    hints,
                    hint =>
                        text.Contains(hint, StringComparison.Ordinal)
                        || kind.Contains(hint, StringComparison.OrdinalIgnoreCase)
                );
        return handler is not ("create" or "update")
            || IsCertain(action, handler)
            || !IsForAbsent(action.Name.Split(':')[1]);
    }

    bool IsCertain(ActionDescription action, string handler) =>
        HandlerNeeds.Of(schema, handler) is [var certain] && certain.Name == action.Name;

    /// <summary>An action that is named after properties, none of which the resource has; tags come from the stack, too.</summary>
    bool IsForAbsent(string action)
    {
        if (HandlerNeeds.IsRead(action) || HandlerNeeds.IsTagging(action))
            return false;
        var start = 1;
        while (start < action.Length && !char.IsUpper(action[start]))
            start++;
        var noun = Core(action[start..]);
        if (noun.Length == 0)
            return false;
        var named = schema.Properties.Where(property => Core(property) == noun).ToList();
        return named.Count > 0 && !named.Exists(properties.ContainsKey);
    }

    static bool IsEndOf(string name, string ending) =>
        name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal);

    string Core(string name)
    {
        if (name.StartsWith(kind, StringComparison.Ordinal))
            name = name[kind.Length..];
        // One after the other: AnalyticsConfigurations are about Analytic.
        while (Array.Find(endings, ending => IsEndOf(name, ending)) is { } last)
            name = name[..^last.Length];
        return name.ToUpperInvariant();
    }
}
