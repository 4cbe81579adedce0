using System.Text.Json.Nodes;
using Serverless.Events;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Functions;

/// <summary>
/// AWS::Serverless::Function: the function, its role, version, alias, URL, destinations and events (AWS SAM Developer Guide,
/// "Generated AWS CloudFormation resources for AWS::Serverless::Function").
/// </summary>
sealed class FunctionTranslation(SourceResource source, Transformation transformation)
{
    static readonly string[] same =
    [
        "FunctionName",
        "Handler",
        "Runtime",
        "Description",
        "MemorySize",
        "Timeout",
        "VpcConfig",
        "Role",
        "Environment",
        "KmsKeyArn",
        "ReservedConcurrentExecutions",
        "Layers",
        "FileSystemConfigs",
        "ImageConfig",
        "PackageType",
        "Architectures",
        "SnapStart",
        "EphemeralStorage",
        "CodeSigningConfigArn",
        "RuntimeManagementConfig",
        "LoggingConfig",
        "TenancyConfig",
        "RecursiveLoop",
        "DurableConfig",
        "FunctionScalingConfig",
        "PublishToLatestPublished",
    ];

    readonly string _id = source.LogicalId;

    public IReadOnlyList<GeneratedResource> Translate()
    {
        FunctionRules.Check(source);
        var made = new List<GeneratedResource>();
        var function = Function();
        made.Add(function);
        var target = EventTarget.Function(function, source);
        var alias = FunctionVersions.AliasOf(source, transformation, function, made);
        if (alias is not null)
            target = EventTarget.ByReference(alias, source);
        FunctionUrls.Add(source, function, alias, made);
        if (source.Map("DeploymentPreference") is { Count: > 0 } preference)
            transformation.Deployments.Add(source, transformation, preference, alias);
        var destinations = InvokeDestinations.Add(source, transformation, function, alias, made);
        var role = Role(destinations);
        AddRole(function, role, made);
        made.AddRange(Events(target, role));
        if (source["PropagateTags"].IsGiven() && source.Map("Tags") is { Count: > 0 } tags)
            foreach (var resource in made)
                resource.Tag(tags);
        return made;
    }

    GeneratedResource Function()
    {
        var function = new GeneratedResource(_id, "AWS::Lambda::Function", source.Attributes, source.DependsOn);
        foreach (var name in same)
            function.With((name, source[name]));
        function.With(("Code", FunctionCode.Of(source)), ("Tags", Tags()));
        if (IsTraced)
            function.With(("TracingConfig", Map(("Mode", source["Tracing"]))));
        if (source.Map("DeadLetterQueue") is { Count: > 0 } letters)
            function.With(("DeadLetterConfig", Map(("TargetArn", letters["TargetArn"]))));
        if (source.Map("CapacityProviderConfig") is { Count: > 0 } capacity)
            function.With(
                (
                    "CapacityProviderConfig",
                    Map(
                        (
                            "LambdaManagedInstancesCapacityProviderConfig",
                            Map(
                                ("CapacityProviderArn", capacity["Arn"]),
                                (
                                    "PerExecutionEnvironmentMaxConcurrency",
                                    capacity["PerExecutionEnvironmentMaxConcurrency"]
                                ),
                                (
                                    "ExecutionEnvironmentMemoryGiBPerVCpu",
                                    capacity["ExecutionEnvironmentMemoryGiBPerVCpu"]
                                )
                            )
                        )
                    )
                )
            );
        FunctionCode.CheckPackage(source);
        return function;
    }

    bool IsTraced =>
        source["Tracing"].IsGiven() && transformation.Known.Resolve(source["Tracing"]).Text() != "Disabled";

    JsonArray Tags() => TagsOf(source);

    /// <summary>A resource's own tags after the mark that SAM makes.</summary>
    public static JsonArray TagsOf(SourceResource source, JsonObject? more = null)
    {
        var own = source.Map("Tags");
        foreach (
            var reserved in new[]
            {
                "lambda:createdBy",
                "serverlessrepo:applicationId",
                "serverlessrepo:semanticVersion",
            }
        )
            if (own?.ContainsKey(reserved) == true)
                throw source.Error(
                    $"{reserved} is a reserved Tag key name and cannot be set on your resource. Please change the tag key in the input."
                );
        return Nodes.Tags(Map(("lambda:createdBy", "SAM")), more, own);
    }

    GeneratedResource Role(IEnumerable<JsonNode?> destinations)
    {
        List<string> managed =
        [
            source["DurableConfig"].IsGiven()
                ? "service-role/AWSLambdaBasicDurableExecutionRolePolicy"
                : "service-role/AWSLambdaBasicExecutionRole",
        ];
        if (IsTraced)
            managed.Add(transformation.TracingPolicy);
        if (source["VpcConfig"].IsGiven())
            managed.Add("service-role/AWSLambdaVPCAccessExecutionRole");
        var inline = new List<JsonNode?>();
        if (source.Map("DeadLetterQueue") is { Count: > 0 } letters)
            inline.Add(
                PolicyDocuments.Named(
                    "DeadLetterQueuePolicy",
                    Map(
                        ("Version", "2012-10-17"),
                        (
                            "Statement",
                            List(
                                PolicyDocuments.Allow(
                                    letters["Type"].Text() == "SQS" ? "sqs:SendMessage" : "sns:Publish",
                                    letters["TargetArn"]
                                )
                            )
                        )
                    )
                )
            );
        inline.AddRange(destinations);
        return RoleBuilder.Build(
            source,
            transformation,
            source.Map("AssumeRolePolicyDocument") ?? PolicyDocuments.Trust("lambda.amazonaws.com"),
            PolicyTemplates.Expand(_id, source["Policies"]),
            managed.Select(transformation.ManagedPolicy),
            inline,
            Tags()
        );
    }

    /// <summary>The function's role is its own, the one that SAM makes, or either as a condition says.</summary>
    void AddRole(GeneratedResource function, GeneratedResource role, List<GeneratedResource> made)
    {
        var given = source["Role"];
        if (given is null)
        {
            function.With(("Role", role.Arn));
            made.Add(role);
            return;
        }
        if (!given.IsIf())
            return;
        if (transformation.Known.Resolve(given).BranchesOf() is not { } branches)
            throw source.Error("Malformed 'Role' property: Fn::If requires 3 arguments.");
        var (condition, yes, no) = (branches[0], branches[1], branches[2]);
        if (yes.IsNoValue() && no.IsNoValue())
        {
            function.With(("Role", role.Arn));
        }
        else if (yes.IsNoValue())
        {
            function.With(("Role", Calls.If(condition, role.Arn, no)));
            role.Attributes["Condition"] = condition.Own();
        }
        else if (no.IsNoValue())
        {
            var name = condition.Written();
            function.With(("Role", Calls.If(condition, yes, role.Arn)));
            role.Attributes["Condition"] = $"NOT{name}";
            transformation.AddCondition($"NOT{name}", Calls.Not(name));
        }
        else
        {
            return;
        }
        made.Add(role);
    }

    IEnumerable<GeneratedResource> Events(EventTarget target, GeneratedResource role)
    {
        if (source.Map("Events") is not { } events)
            yield break;
        var ordered = events.OrderBy(
            entry =>
                ((entry.Value as JsonObject)?["Properties"] as JsonObject)?["Path"] is { } path
                    ? path.Written()
                    : entry.Key,
            StringComparer.Ordinal
        );
        foreach (var (id, entry) in ordered.ToList())
        foreach (var resource in EventTable.OfFunction(id, entry, target, role, transformation))
            yield return resource;
    }
}
