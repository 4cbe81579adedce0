using System.Xml.Linq;
using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Hooks;
using LocalAws.CloudFormation.Requests;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Validations;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Wire;

/// <summary>What went wrong with stacks and change sets, event by event, and what hooks made of change sets.</summary>
static class EventActions
{
    const string Action = "cloudformation:DescribeEvents";

    public delegate ChangeSetCommands SetsOf(AwsRequest request);

    public static Func<AwsRequest, QueryReader, XElement?> Describe(ReadActions.QueriesOf queries, SetsOf sets) =>
        (request, reader) =>
        {
            var failedOnly = reader.Flag("Filters.FailedEvents");
            if (reader.Optional("ChangeSetName") is { } name)
            {
                var set = sets(request).Get(reader.Optional("StackName"), name, Action);
                return CloudFormationService.Paged(
                    Xml.List("OperationEvents", set.Validations, failure => Failure(set, failure)),
                    null
                );
            }
            if (reader.Optional("StackName") is not { } stackName)
                throw Problems.Validation("One of ChangeSetName or StackName must be specified.");
            var (stack, page) = queries(request).Events(stackName, reader.Optional("NextToken"), Action);
            return CloudFormationService.Paged(
                Xml.List(
                    "OperationEvents",
                    page.Items.Where(happening => !failedOnly || TypeOf(stack, happening) != "STACK_EVENT"),
                    happening => Happened(stack, happening)
                ),
                page.NextToken
            );
        };

    public static Func<AwsRequest, QueryReader, XElement?> HookResults(SetsOf sets) =>
        (request, reader) =>
        {
            if (reader.Optional("TargetType") != FailingHook.ChangeSets)
                throw Problems.Validation(
                    "The local AWS lists the hook results of a change set only: TargetType CHANGE_SET."
                );
            var target = reader.Required("TargetId");
            var set = sets(request).Get(null, target, "cloudformation:ListHookResults");
            return new XElement(
                "Result",
                new XElement("TargetType", FailingHook.ChangeSets),
                new XElement("TargetId", target),
                Xml.List("HookResults", set.Hooks, HookResult)
            );
        };

    static object?[] HookResult(HookInvocation hook) =>
        [
            new XElement("HookResultId", hook.Id),
            new XElement("InvocationPoint", "PRE_PROVISION"),
            new XElement("FailureMode", hook.FailureMode),
            new XElement("TypeName", hook.TypeName),
            new XElement("Status", hook.Status),
            Xml.Text("HookStatusReason", hook.Reason),
            Xml.Time("InvokedAt", hook.Invoked),
        ];

    static object?[] Failure(ChangeSet set, ValidationFailure failure) =>
        [
            new XElement("EventId", failure.Id),
            new XElement("StackId", set.StackId),
            new XElement("OperationId", set.Uuid),
            new XElement("OperationType", "CREATE_CHANGESET"),
            new XElement("EventType", "VALIDATION_ERROR"),
            new XElement("LogicalResourceId", failure.LogicalId),
            new XElement("PhysicalResourceId", failure.PhysicalId ?? ""),
            new XElement("ResourceType", failure.Type),
            Xml.Time("Timestamp", set.Created),
            new XElement("ValidationFailureMode", failure.IsWarning ? "WARN" : "FAIL"),
            new XElement("ValidationName", failure.Name),
            new XElement("ValidationStatus", "FAILED"),
            new XElement("ValidationStatusReason", failure.Reason),
            new XElement("ValidationPath", failure.Path),
        ];

    static object?[] Happened(Stack stack, StackEvent happening) =>
        [
            new XElement("EventType", TypeOf(stack, happening)),
            .. StackXml.Event(stack, happening).Where(part => part is not XElement { Name.LocalName: "StackName" }),
        ];

    static string TypeOf(Stack stack, StackEvent happening) =>
        happening.Hook is { Status: "HOOK_COMPLETE_FAILED" } ? "HOOK_INVOCATION_ERROR"
        : happening.PhysicalId != stack.Id && happening.Status.EndsWith("_FAILED", StringComparison.Ordinal)
            ? "PROVISIONING_ERROR"
        : "STACK_EVENT";
}
