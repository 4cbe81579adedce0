using System.Text.Json.Nodes;
using Diagnosis.Requirements.ResourceTypes;
using Iam;

namespace Diagnosis.Requirements;

/// <summary>What CloudFormation has to be allowed to change the resources of a template.</summary>
sealed class ExecutionPermissions
{
    readonly StackTemplate stack;
    readonly Actor actor;
    readonly List<RequiredPermission> permissions = [];
    readonly List<UnknownResource> unknown = [];

    ExecutionPermissions(StackTemplate stack, Actor actor) => (this.stack, this.actor) = (stack, actor);

    public static (IReadOnlyList<RequiredPermission> Permissions, IReadOnlyList<UnknownResource> Unknown) Of(
        StackTemplate stack,
        RequirementOptions options
    )
    {
        var result = new ExecutionPermissions(stack, stack.ChangedBy(options));
        foreach (var (logicalId, type, properties) in stack.Resources)
            result.Add(logicalId, type, properties);
        return (result.permissions, result.unknown);
    }

    void Add(string logicalId, string typeName, JsonObject properties)
    {
        var isCustom =
            typeName == "AWS::CloudFormation::CustomResource"
            || typeName.StartsWith("Custom::", StringComparison.Ordinal);
        if (isCustom && AddCustom(logicalId, typeName, properties))
            return;
        if (KnownResourceTypes.Find(typeName) is not { } type)
        {
            if (!AddCertain(logicalId, typeName, properties))
                unknown.Add(new(actor, stack.Name, logicalId, typeName));
            return;
        }
        var (arn, pattern) = ArnOf(type, logicalId, properties);
        var owned = arn.StartsWith("arn:", StringComparison.Ordinal) && Arns.AccountOf(arn).Length == 0;
        // Without an execution role CloudFormation forwards what whoever deploys may do.
        var via = stack.ExecutionRoleArn is null ? "cloudformation.amazonaws.com" : null;
        var tags = RequestTags.Of(stack, properties);
        AddAll(type.Create, "creates", tags);
        AddAll(
            type.ForProperty.Where(entry => properties.ContainsKey(entry.Key)).SelectMany(e => e.Value),
            "creates",
            tags
        );
        AddAll(type.Update, "updates", RequestContext.Empty);
        AddAll(type.Delete, "deletes", RequestContext.Empty);
        foreach (var (property, service) in type.PassesRole)
            if (properties[property] is { } role)
                permissions.Add(PassRole(role, service, logicalId));

        void AddAll(IEnumerable<string> actions, string verb, RequestContext context) =>
            permissions.AddRange(
                actions.Select(action => new RequiredPermission(
                    actor,
                    action,
                    type.WithoutResource.Contains(action) ? "*" : arn,
                    $"CloudFormation {verb} {logicalId} ({typeName}) of stack {stack.Name} with it"
                )
                {
                    ResourcePattern = type.WithoutResource.Contains(action) ? "*" : pattern,
                    ResourceAccount = owned ? stack.Environment.Account : null,
                    Context = context,
                    Via = via,
                })
            );
    }

    /// <summary>What the catalogue is sure of; false where that is nothing.</summary>
    bool AddCertain(string logicalId, string typeName, JsonObject properties)
    {
        var needs = CatalogType
            .NeedsOf(
                typeName,
                name =>
                    name is not null && properties[name] is { } given
                        ? ResourceNames.Of(given, stack)
                        : (AwsArns.MadeUp, "*"),
                stack.Environment
            )
            .ToList();
        permissions.AddRange(
            needs.Select(need => new RequiredPermission(
                actor,
                need.Action,
                need.Arn,
                $"CloudFormation {need.Verb} {logicalId} ({typeName}) of stack {stack.Name} with it"
            )
            {
                ResourcePattern = need.Pattern,
                ResourceAccount =
                    need.Arn.StartsWith("arn:", StringComparison.Ordinal) && Arns.AccountOf(need.Arn).Length == 0
                        ? stack.Environment.Account
                        : null,
                Context = need.Verb == "creates" ? RequestTags.Of(stack, properties) : RequestContext.Empty,
                Via = stack.ExecutionRoleArn is null ? "cloudformation.amazonaws.com" : null,
            })
        );
        return needs.Count > 0;
    }

    /// <summary>A custom resource is a call of its function, or a message to its topic.</summary>
    bool AddCustom(string logicalId, string typeName, JsonObject properties)
    {
        if (properties["ServiceToken"] is not { } token)
            return false;
        var (function, pattern) = ResourceNames.Of(token, stack);
        var isTopic = function.Contains(":sns:", StringComparison.Ordinal);
        if (!function.StartsWith("arn:", StringComparison.Ordinal))
        {
            function =
                $"arn:{stack.Environment.Partition}:lambda:{stack.Environment.Region}:{stack.Environment.Account}:function:{function}";
            pattern =
                $"arn:{stack.Environment.Partition}:lambda:{stack.Environment.Region}:{stack.Environment.Account}:function:{pattern}";
        }
        permissions.Add(
            new(
                actor,
                isTopic ? "sns:Publish" : "lambda:InvokeFunction",
                function,
                $"CloudFormation calls {logicalId} ({typeName}) of stack {stack.Name} with it"
            )
            {
                ResourcePattern = pattern,
            }
        );
        return true;
    }

    RequiredPermission PassRole(JsonNode role, string service, string logicalId)
    {
        var (name, pattern) = ResourceNames.Of(role, stack);
        return new(
            actor,
            "iam:PassRole",
            RoleArn(name),
            $"CloudFormation hands {logicalId} of stack {stack.Name} its role with it"
        )
        {
            ResourcePattern = RoleArn(pattern),
            Context = RequestContext.Empty.With("iam:PassedToService", service),
        };
    }

    string RoleArn(string nameOrArn) =>
        nameOrArn.StartsWith("arn:", StringComparison.Ordinal)
            ? nameOrArn
            : $"arn:{stack.Environment.Partition}:iam::{stack.Environment.Account}:role/{nameOrArn}";

    (string Arn, string Pattern) ArnOf(ResourceType type, string logicalId, JsonObject properties)
    {
        var (name, pattern) =
            type.NamedBy is { } property && properties[property] is { } given
                ? ResourceNames.Of(given, stack)
                : ResourceNames.MadeUp(type, logicalId, stack);
        return (type.ArnOf(name, stack.Environment, AwsArns.MadeUp), type.PatternOf(pattern, stack.Environment));
    }
}
