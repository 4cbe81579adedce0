using System.Globalization;
using System.Security;
using Deployment;

namespace Build.Tests.Deployment.Stacks;

/// <summary>What a finding says of a failed operation, from events as CloudFormation writes them, newest first.</summary>
public sealed class RootCauseTests
{
    const string Template = """{"Resources": {"Value": {"Type": "AWS::SSM::Parameter"}}}""";
    const string One = "arn:aws:cloudformation:eu-west-1:111111111111:stack/One/1";
    const string Nested = "arn:aws:cloudformation:eu-west-1:111111111111:stack/One-Inner-X/2";
    const string Deepest = "arn:aws:cloudformation:eu-west-1:111111111111:stack/One-Inner-Y/3";

    public static TheoryData<string, string[], string[]> Operations { get; } =
        new()
        {
            {
                "UPDATE_ROLLBACK_COMPLETE",
                [
                    "One UPDATE_ROLLBACK_COMPLETE",
                    "One UPDATE_ROLLBACK_IN_PROGRESS Export One:Arn cannot be deleted as it is in use by Two",
                    "Value UPDATE_COMPLETE",
                    "One UPDATE_IN_PROGRESS User Initiated",
                    "One UPDATE_COMPLETE",
                    "Value UPDATE_FAILED an older one",
                    "One UPDATE_IN_PROGRESS User Initiated",
                ],
                [
                    "One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_IN_PROGRESS",
                    "Export One:Arn cannot be deleted as it is in use by Two",
                ]
            },
            {
                "ROLLBACK_COMPLETE",
                [
                    "One ROLLBACK_COMPLETE",
                    "Value DELETE_COMPLETE",
                    "One ROLLBACK_IN_PROGRESS Export with name A is already exported by stack Two. Rollback requested by user.",
                    "Value CREATE_COMPLETE",
                    "One CREATE_IN_PROGRESS User Initiated",
                    "One REVIEW_IN_PROGRESS User Initiated",
                ],
                [
                    "One (AWS::CloudFormation::Stack): ROLLBACK_IN_PROGRESS",
                    "Export with name A is already exported by stack Two. Rollback requested by user.",
                ]
            },
            {
                "ROLLBACK_COMPLETE",
                [
                    "One ROLLBACK_IN_PROGRESS Stack creation time exceeded the specified timeout. Rollback requested by user.",
                    "Value CREATE_FAILED Resource creation cancelled",
                    "One CREATE_IN_PROGRESS User Initiated",
                ],
                [
                    "One (AWS::CloudFormation::Stack): ROLLBACK_IN_PROGRESS",
                    "Stack creation time exceeded the specified timeout. Rollback requested by user.",
                ]
            },
            {
                "ROLLBACK_FAILED",
                [
                    "One ROLLBACK_FAILED The following resource(s) failed to delete: [Kept]. ",
                    "Kept DELETE_FAILED not empty",
                    "Kept DELETE_FAILED not empty",
                    "One ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Second, First, Third]. Rollback requested by user.",
                    "Third CREATE_FAILED Resource creation cancelled",
                    "Second CREATE_FAILED no right either",
                    "First CREATE_FAILED no right",
                    "One CREATE_IN_PROGRESS User Initiated",
                ],
                [
                    "First (Some::Type): CREATE_FAILED",
                    "no right",
                    "Also Second (Some::Type): CREATE_FAILED: no right either",
                    "Also Kept (Some::Type): DELETE_FAILED: not empty",
                ]
            },
            {
                "UPDATE_ROLLBACK_COMPLETE",
                [
                    "One UPDATE_ROLLBACK_COMPLETE",
                    "One UPDATE_ROLLBACK_IN_PROGRESS",
                    "Value UPDATE_COMPLETE",
                    "One UPDATE_IN_PROGRESS User Initiated",
                ],
                [
                    "CloudFormation gives no reason",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_IN_PROGRESS, User Initiated",
                    "Event Value (Some::Type): UPDATE_COMPLETE",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_IN_PROGRESS",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_COMPLETE",
                ]
            },
            {
                "UPDATE_ROLLBACK_COMPLETE",
                [
                    "One UPDATE_ROLLBACK_COMPLETE",
                    "One UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to update: [Value].",
                    "Value UPDATE_FAILED",
                    "One UPDATE_IN_PROGRESS User Initiated",
                ],
                [
                    "Value (Some::Type): UPDATE_FAILED",
                    "CloudFormation gives no reason",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_IN_PROGRESS, User Initiated",
                    "Event Value (Some::Type): UPDATE_FAILED",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_IN_PROGRESS, The following resource(s) failed to update: [Value].",
                    "Event One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_COMPLETE",
                ]
            },
            {
                "UPDATE_FAILED",
                [
                    "One UPDATE_FAILED The following resource(s) failed to update: [Value].",
                    "Value UPDATE_FAILED The following hook(s) failed: [Private::Guard::Names]",
                    "Value~Private::Guard::Names UPDATE_IN_PROGRESS names begin with a letter",
                    "Value~Private::Other::Hook UPDATE_IN_PROGRESS only a warning",
                    "Value UPDATE_IN_PROGRESS",
                    "One UPDATE_IN_PROGRESS User Initiated",
                ],
                [
                    "Value (Some::Type): UPDATE_FAILED",
                    "The following hook(s) failed: [Private::Guard::Names]",
                    "Hook Private::Guard::Names: names begin with a letter",
                ]
            },
            {
                "UPDATE_ROLLBACK_COMPLETE",
                [
                    "One UPDATE_ROLLBACK_COMPLETE",
                    "One UPDATE_ROLLBACK_IN_PROGRESS User Initiated",
                    "Value UPDATE_FAILED Resource update cancelled",
                    "One UPDATE_IN_PROGRESS User Initiated",
                ],
                ["One (AWS::CloudFormation::Stack): UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated"]
            },
        };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task DeployAsync_OperationThatFails_IsExplainedByItsEvents(
        string status,
        string[] events,
        string[] expected
    )
    {
        await using var cloudFormation = await StartAsync(status, new() { [One] = events });

        var failure = await Assert.ThrowsAsync<BuildException>(() => cloudFormation.DeployAsync(Template));

        Assert.Equal(expected, Assert.Single(failure.Findings).Why);
    }

    [Fact]
    public async Task DeployAsync_NestedStacksThatWereDeletedAfterTheirCreationFailed_TellWhatFailedInTheDeepest()
    {
        await using var cloudFormation = await StartAsync(
            "ROLLBACK_COMPLETE",
            new()
            {
                [One] =
                [
                    "One ROLLBACK_COMPLETE",
                    $"Inner={Nested} DELETE_COMPLETE",
                    "One ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Inner]. Rollback requested by user.",
                    $"Inner={Nested} CREATE_FAILED Embedded stack {Nested} was not successfully created: The following resource(s) failed to create: [Inner].",
                    $"Inner={Nested} CREATE_IN_PROGRESS Resource creation Initiated",
                    "Inner CREATE_IN_PROGRESS",
                    "One CREATE_IN_PROGRESS User Initiated",
                ],
                [Nested] =
                [
                    $"One-Inner-X={Nested} DELETE_COMPLETE",
                    $"One-Inner-X={Nested} DELETE_IN_PROGRESS",
                    $"One-Inner-X={Nested} ROLLBACK_COMPLETE",
                    $"One-Inner-X={Nested} ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [Inner]. Rollback requested by user.",
                    $"Inner={Deepest} CREATE_FAILED Embedded stack was not successfully created",
                    $"One-Inner-X={Nested} CREATE_IN_PROGRESS User Initiated",
                ],
                [Deepest] =
                [
                    $"One-Inner-Y={Deepest} DELETE_COMPLETE",
                    $"One-Inner-Y={Deepest} DELETE_IN_PROGRESS",
                    $"One-Inner-Y={Deepest} ROLLBACK_COMPLETE",
                    $"One-Inner-Y={Deepest} ROLLBACK_IN_PROGRESS Export with name A is already exported by stack Two. Rollback requested by user.",
                    "Value CREATE_COMPLETE",
                    $"One-Inner-Y={Deepest} CREATE_IN_PROGRESS User Initiated",
                ],
            }
        );

        var failure = await Assert.ThrowsAsync<BuildException>(() => cloudFormation.DeployAsync(Template));

        Assert.Equal(
            [
                "Inner/Inner (AWS::CloudFormation::Stack): ROLLBACK_IN_PROGRESS",
                "Export with name A is already exported by stack Two. Rollback requested by user.",
            ],
            Assert.Single(failure.Findings).Why
        );
    }

    static async Task<ScriptedCloudFormation> StartAsync(string status, Dictionary<string, string[]> events)
    {
        var cloudFormation = await ScriptedCloudFormation.StartAsync("UPDATE_COMPLETE");
        return cloudFormation
            .WithChangeSetEndingIn(status)
            .On(
                "DescribeStackEvents",
                form =>
                    $"<StackEvents>{string.Concat(events[form["StackName"].ToString()].Select((line, index) => Event(form["StackName"].ToString(), line, index)))}</StackEvents>"
            );
    }

    /// <summary>LogicalId[=PhysicalId][~HookType] STATUS [reason]; the first of a list is the newest.</summary>
    static string Event(string stackId, string line, int index)
    {
        var parts = line.Split(' ', 3);
        var hook = parts[0].Split('~');
        var ids = hook[0].Split('=');
        var isStack = ids.Length > 1 || ids[0] == "One" || ids[0] == "Inner";
        var physicalId =
            ids.Length > 1 ? ids[1]
            : ids[0] == "One" ? One
            : "";
        var time = new DateTimeOffset(2026, 11, 28, 12, 59 - index, 0, TimeSpan.Zero);
        var reason = SecurityElement.Escape(parts.ElementAtOrDefault(2));
        return $"<member><EventId>{stackId}-{index}</EventId><StackId>{stackId}</StackId><StackName>x</StackName>"
            + $"<LogicalResourceId>{ids[0]}</LogicalResourceId><PhysicalResourceId>{physicalId}</PhysicalResourceId>"
            + $"<ResourceType>{(isStack ? "AWS::CloudFormation::Stack" : "Some::Type")}</ResourceType>"
            + $"<Timestamp>{time.ToString("o", CultureInfo.InvariantCulture)}</Timestamp><ResourceStatus>{parts[1]}</ResourceStatus>"
            + (
                hook.Length > 1
                    ? $"<HookType>{hook[1]}</HookType><HookStatus>HOOK_COMPLETE_FAILED</HookStatus><HookStatusReason>{reason}</HookStatusReason>"
                        + $"<HookFailureMode>{(reason!.Contains("warning", StringComparison.Ordinal) ? "WARN" : "FAIL")}</HookFailureMode>"
                : reason is null ? ""
                : $"<ResourceStatusReason>{reason}</ResourceStatusReason>"
            )
            + "</member>";
    }
}
