using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>Events of services that invoke the function themselves, for which they get permission.</summary>
static class PushEvents
{
    public static IReadOnlyList<GeneratedResource> Bucket(EventInput input)
    {
        var (id, bucket) = input.Linked("Bucket", "S3 events must reference an S3 bucket in the same template.");
        var permission = input.Target.Permission(
            input.LogicalId,
            "s3.amazonaws.com",
            sourceAccount: Calls.Ref("AWS::AccountId")
        );
        if (bucket["Properties"] is not (null or JsonObject))
            throw SpecificationException.Resource(id, "Properties should be a map.");
        var properties = bucket.MapAt("Properties");
        if (input.Target.Condition is { } condition)
            AddConditionalTag(id, properties, permission, condition);
        else
            AddDependency(bucket, permission.LogicalId);
        AddNotifications(input, id, properties);
        return [permission, GeneratedResource.Of(id, bucket)];
    }

    static void AddDependency(JsonObject resource, string on)
    {
        var all = resource["DependsOn"].AsList().Select(one => one.Text()!).Append(on).Distinct().ToList();
        resource["DependsOn"] = TextsOf(all);
    }

    /// <summary>A dependency on what may not exist is written as a tag.</summary>
    static void AddConditionalTag(string id, JsonObject properties, GeneratedResource permission, string condition)
    {
        if (properties["Tags"] is not (null or JsonArray))
            throw SpecificationException.Type(id, "Tags", "list");
        var tags = ListOf(properties["Tags"].AsList());
        tags.Add(
            Map(
                ("Key", $"sam:ConditionalDependsOn:{permission.LogicalId}"),
                ("Value", Calls.If(condition, permission.Reference, "no dependency"))
            )
        );
        properties["Tags"] = tags;
    }

    static void AddNotifications(EventInput input, string id, JsonObject properties)
    {
        if (properties["NotificationConfiguration"] is not (null or JsonObject))
            throw SpecificationException.Type(id, "NotificationConfiguration", "map");
        var configuration = properties.MapAt("NotificationConfiguration");
        if (configuration["LambdaConfigurations"] is not (null or JsonArray))
            throw SpecificationException.Resource(id, "Invalid type for LambdaConfigurations. Must be a list.");
        if (configuration["LambdaConfigurations"] is not JsonArray notifications)
            configuration["LambdaConfigurations"] = notifications = [];
        foreach (var type in input["Events"].AsList())
        {
            var notification = Map(("Function", input.Target.Arn), ("Filter", input["Filter"]), ("Event", type));
            if (input.Target.Condition is { } condition)
                notification = Calls.If(condition, notification);
            if (!notifications.Any(other => Same(other, notification)))
                notifications.Add(notification);
        }
    }

    public static IReadOnlyList<GeneratedResource> UserPool(EventInput input)
    {
        var (id, pool) = input.Linked(
            "UserPool",
            "Cognito events must reference a Cognito UserPool in the same template."
        );
        var permission = input.Target.Permission(
            $"{input.Target.Resource.LogicalId}Cognito",
            "cognito-idp.amazonaws.com",
            Calls.GetAtt(id, "Arn")
        );
        var properties = pool.MapAt("Properties");
        if (properties["LambdaConfig"] is not (null or JsonObject))
            throw SpecificationException.Type(id, "LambdaConfig", "map");
        var triggers = properties.MapAt("LambdaConfig");
        foreach (var trigger in input["Trigger"].AsList())
            if (!triggers.TryAdd(trigger.Written(), input.Target.Arn.DeepClone()))
                throw input.Error($"Cognito trigger \"{input["Trigger"].Written()}\" defined multiple times.");
        return [permission, GeneratedResource.Of(id, pool)];
    }

    public static IReadOnlyList<GeneratedResource> Skill(EventInput input) =>
        [input.Target.Permission(input.LogicalId, "alexa-appkit.amazon.com", token: input["SkillId"])];

    public static IReadOnlyList<GeneratedResource> Things(EventInput input) =>
        [
            input.Target.Permission(
                input.LogicalId,
                "iot.amazonaws.com",
                Calls.Sub(
                    input.Transformation.Arn("iot", "rule/${RuleName}"),
                    Map(("RuleName", Calls.Ref(input.LogicalId)))
                ),
                Calls.Sub("${AWS::AccountId}")
            ),
            input
                .Target.Beside(input.LogicalId, "AWS::IoT::TopicRule")
                .With(
                    (
                        "TopicRulePayload",
                        Map(
                            ("Sql", input["Sql"]),
                            ("RuleDisabled", false),
                            ("Actions", List(Map(("Lambda", Map(("FunctionArn", input.Target.Arn)))))),
                            ("AwsIotSqlVersion", input["AwsIotSqlVersion"])
                        )
                    )
                ),
        ];

    public static IReadOnlyList<GeneratedResource> LogGroup(EventInput input)
    {
        var permission = input.Target.Permission(
            input.LogicalId,
            "logs.amazonaws.com",
            Calls.Sub(
                input.Transformation.Arn("logs", "log-group:${__LogGroupName__}:*"),
                Map(("__LogGroupName__", input["LogGroupName"]))
            )
        );
        return
        [
            permission,
            input
                .Target.Beside(input.LogicalId, "AWS::Logs::SubscriptionFilter", List(permission.LogicalId))
                .With(
                    ("LogGroupName", input["LogGroupName"]),
                    ("FilterPattern", input["FilterPattern"]),
                    ("DestinationArn", input.Target.Arn)
                ),
        ];
    }
}
