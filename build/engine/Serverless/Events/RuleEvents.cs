using System.Text.Json.Nodes;
using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>Schedule, CloudWatchEvent and EventBridgeRule: rules of EventBridge that invoke a function or start executions.</summary>
static class RuleEvents
{
    const string Principal = "events.amazonaws.com";
    const int LongestTarget = 64;

    public static IReadOnlyList<GeneratedResource> OfFunction(EventInput input)
    {
        var made = new List<GeneratedResource>();
        var rule = Rule(input);
        made.Add(rule);
        var queue = DeadLetters.QueueOf(input, made, rule.Arn);
        rule.With(("Targets", List(Target(input, queue, "LambdaTarget", role: null))));
        made.Add(input.Target.Permission(input.LogicalId, Principal, rule.Arn));
        return made;
    }

    public static IReadOnlyList<GeneratedResource> OfStateMachine(EventInput input, JsonNode? boundary)
    {
        var made = new List<GeneratedResource>();
        var rule = Rule(input);
        made.Add(rule);
        var roleArn = input["RoleArn"];
        if (roleArn is null)
        {
            var role = StartRole(input, Principal, boundary);
            made.Add(role);
            roleArn = role.Arn;
        }
        var queue = DeadLetters.QueueOf(input, made, rule.Arn);
        rule.With(("Targets", List(Target(input, queue, "StepFunctionsTarget", roleArn))));
        return made;
    }

    /// <summary>The role as which a service starts executions.</summary>
    public static GeneratedResource StartRole(EventInput input, string principal, JsonNode? boundary)
    {
        var id = $"{input.LogicalId}Role";
        return input
            .Target.Beside(id, "AWS::IAM::Role")
            .With(
                ("AssumeRolePolicyDocument", PolicyDocuments.Trust(principal)),
                (
                    "Policies",
                    List(PolicyDocuments.Inline($"{id}StartExecutionPolicy", "states:StartExecution", input.Target.Arn))
                ),
                ("PermissionsBoundary", boundary.IsGiven() ? boundary : null)
            );
    }

    static GeneratedResource Rule(EventInput input)
    {
        var rule = input.Target.Beside(input.LogicalId, "AWS::Events::Rule");
        return input.Source.Type == "Schedule"
            ? rule.With(
                ("ScheduleExpression", input["Schedule"]),
                ("State", input.State()),
                ("Name", input["Name"]),
                ("Description", input["Description"])
            )
            : rule.With(
                ("EventBusName", input["EventBusName"]),
                ("EventPattern", input["Pattern"]),
                ("Name", input["RuleName"]),
                ("State", input.State())
            );
    }

    static JsonObject Target(EventInput input, JsonNode? queue, string suffix, JsonNode? role)
    {
        var id = input.LogicalId;
        return Map(
            ("Arn", input.Target.Arn),
            (
                "Id",
                input.Source.Map("Target")?["Id"] ?? id[..Math.Min(id.Length, LongestTarget - suffix.Length)] + suffix
            ),
            ("RoleArn", role),
            ("Input", input["Input"]),
            ("InputPath", input["InputPath"]),
            ("DeadLetterConfig", queue is null ? null : Map(("Arn", queue))),
            ("RetryPolicy", input["RetryPolicy"]),
            ("InputTransformer", input["InputTransformer"])
        );
    }
}
