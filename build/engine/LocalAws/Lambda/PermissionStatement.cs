using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.Lambda;

/// <summary>The statement of a function's policy that AddPermission makes (Lambda API Reference).</summary>
static class PermissionStatement
{
    public static JsonObject Of(RecordedResource permission, string resource)
    {
        var properties = permission.Properties;
        var statement = new JsonObject
        {
            ["Sid"] = permission.Identifier,
            ["Effect"] = "Allow",
            ["Principal"] = Principal(properties.Text("Principal")!, resource),
            ["Action"] = properties.Text("Action"),
            ["Resource"] = resource,
        };
        var conditions = new JsonObject();
        Add("StringEquals", "AWS:SourceAccount", "SourceAccount");
        Add("StringEquals", "aws:PrincipalOrgID", "PrincipalOrgID");
        Add("StringEquals", "lambda:EventSourceToken", "EventSourceToken");
        Add("StringEquals", "lambda:FunctionUrlAuthType", "FunctionUrlAuthType");
        Add("ArnLike", "AWS:SourceArn", "SourceArn");
        if (conditions.Count > 0)
            statement["Condition"] = conditions;
        return statement;

        void Add(string operation, string key, string property)
        {
            if (properties.Text(property) is not { } value)
                return;
            if (conditions[operation] is not JsonObject keys)
                conditions[operation] = keys = [];
            keys[key] = value;
        }
    }

    static JsonNode Principal(string principal, string resource) =>
        principal switch
        {
            "*" => JsonValue.Create("*"),
            { Length: 12 } account when account.All(char.IsAsciiDigit) => new JsonObject
            {
                ["AWS"] = $"arn:{Iam.Arns.PartitionOf(resource)}:iam::{account}:root",
            },
            _ when principal.StartsWith("arn:", StringComparison.Ordinal) => new JsonObject { ["AWS"] = principal },
            _ => new JsonObject { ["Service"] = principal },
        };
}
