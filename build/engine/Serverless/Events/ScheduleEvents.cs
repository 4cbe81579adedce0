using Serverless.Policies;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Events;

/// <summary>ScheduleV2: a schedule of EventBridge Scheduler, with a role that may invoke the target.</summary>
static class ScheduleEvents
{
    static readonly string[] same =
    [
        "ScheduleExpression",
        "State",
        "Description",
        "StartDate",
        "EndDate",
        "ScheduleExpressionTimezone",
        "GroupName",
        "KmsKeyArn",
    ];

    public static IReadOnlyList<GeneratedResource> Of(EventInput input)
    {
        var made = new List<GeneratedResource>();
        var omitsName = input["OmitName"].IsGiven();
        if (omitsName && input["Name"].IsGiven())
            throw new EventException(input.LogicalId, "Name cannot be set when OmitName is True");
        var schedule = input
            .Target.Beside(input.LogicalId, "AWS::Scheduler::Schedule")
            .With(
                ("Name", omitsName ? null : input["Name"] ?? input.LogicalId),
                ("FlexibleTimeWindow", input["FlexibleTimeWindow"] ?? Map(("Mode", "OFF")))
            );
        foreach (var name in same)
            schedule.With((name, input[name]));
        made.Add(schedule);
        var queue = DeadLetters.QueueOf(input, made, rule: null);
        var roleArn = input["RoleArn"];
        if (!roleArn.IsGiven())
        {
            var (name, action) =
                input.Target.Owner.Type == "AWS::Serverless::Function"
                    ? ("LambdaPolicy", "lambda:InvokeFunction")
                    : ("StartExecutionPolicy", "states:StartExecution");
            var role = input
                .Target.Beside($"{input.LogicalId}Role", "AWS::IAM::Role")
                .With(
                    ("AssumeRolePolicyDocument", PolicyDocuments.Trust("scheduler.amazonaws.com")),
                    (
                        "Policies",
                        ListOf(
                            queue is null
                                ? [PolicyDocuments.Inline(input.LogicalId + name, action, input.Target.Arn)]
                                :
                                [
                                    PolicyDocuments.Inline(input.LogicalId + name, action, input.Target.Arn),
                                    PolicyDocuments.Send("SQS", queue, input.LogicalId),
                                ]
                        )
                    ),
                    ("PermissionsBoundary", input["PermissionsBoundary"])
                );
            made.Add(role);
            roleArn = role.Arn;
        }
        schedule.With(
            (
                "Target",
                Map(
                    ("Arn", input.Target.Arn),
                    ("RoleArn", roleArn),
                    ("Input", input["Input"]),
                    ("DeadLetterConfig", queue is null ? null : Map(("Arn", queue))),
                    ("RetryPolicy", input["RetryPolicy"])
                )
            )
        );
        return made;
    }
}
