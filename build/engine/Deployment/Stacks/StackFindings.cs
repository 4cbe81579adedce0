using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Credentials;
using Deployment.NextActions;

namespace Deployment.Stacks;

/// <summary>The findings about stacks, worded for the user.</summary>
static class StackFindings
{
    public static BuildException ChangeSetFailed(StackReference stack, ChangeSetFailure failure) =>
        new(
            new Finding(
                failure.IsEarlyValidation ? FindingCodes.EarlyValidationFailure : FindingCodes.ChangeSetCreationFailed,
                failure.IsEarlyValidation
                    ? $"The change set of stack {Name(stack)} failed early validation"
                    : $"The change set of stack {Name(stack)} was not created",
                failure.Lines,
                failure.HasNameConflicts
                    ? "give it another name in the app, or delete what is there; what has the DeletionPolicy Retain can be taken over"
                        + " with --import-existing-resources"
                    : "correct the template or its parameters"
            )
        );

    public static BuildException DeploymentFailed(
        StackReference stack,
        StackStatus status,
        FailureCauses causes,
        string? reason
    ) =>
        new(
            new Finding(
                FindingCodes.StackDeploymentFailed,
                $"Stack {Name(stack)} ended in {status}",
                causes.Lines(reason),
                "correct what failed and deploy again"
            )
        );

    public static BuildException DestructionFailed(
        StackReference stack,
        StackStatus status,
        FailureCauses causes,
        string? reason
    ) =>
        new(
            new Finding(
                FindingCodes.StackDestructionFailed,
                $"Stack {Name(stack)} was not deleted, it is in {status}",
                causes.Lines(reason),
                "remove what holds the resource and destroy again"
            )
        );

    /// <param name="stack">The stack.</param>
    /// <param name="found">What it was found to be.</param>
    /// <param name="next">The next action.</param>
    /// <param name="causes">What failed; null where nothing of it is this run's.</param>
    public static BuildException NotDeployable(
        StackReference stack,
        StackDescription found,
        string next,
        FailureCauses? causes = null
    ) =>
        new(
            new Finding(
                FindingCodes.StackNotDeployable,
                $"Stack {Name(stack)} is in {found.Status}",
                [
                    .. found.StatusReason is null ? [] : (string[])[found.StatusReason],
                    .. causes is { Failures.Count: > 0 } ? causes.Lines(found.StatusReason) : [],
                ],
                next
            )
        );

    public static BuildException ChangeSetInTheWay(
        StackReference stack,
        IEnumerable<string> names,
        AwsEndpoint world
    ) =>
        new(
            new Finding(
                FindingCodes.ChangeSetInTheWay,
                $"Stack {Name(stack)} was never created: it waits for somebody else's change set",
                [
                    $"Change sets: {string.Join(", ", names)}",
                    "Whoever made it may execute it; else it goes with the stack",
                ],
                $"aws cloudformation delete-stack --stack-name {stack.StackName} --region {stack.Environment.Region}"
            ).In(stack.Environment.Account, world)
        );

    public static BuildException Protected(StackReference stack) =>
        new(
            new Finding(
                FindingCodes.StackDestructionFailed,
                $"Stack {Name(stack)} has termination protection",
                [],
                "switch terminationProtection off in the app and deploy, then destroy"
            )
        );

    public static BuildException EmptyAndProtected(StackReference stack, AwsEndpoint world) =>
        new(
            new Finding(
                FindingCodes.StackDestructionFailed,
                $"Stack {Name(stack)} has no resources any more, and termination protection keeps it from deletion",
                [],
                $"aws cloudformation update-termination-protection --no-enable-termination-protection"
                    + $" --stack-name {stack.StackName} --region {stack.Environment.Region}"
            ).In(stack.Environment.Account, world)
        );

    public static BuildException MissingParameters(StackReference stack, IEnumerable<string> names) =>
        new(
            new Finding(
                FindingCodes.MissingParameters,
                $"Stack {Name(stack)} lacks values for parameters without a default",
                [string.Join(", ", names)],
                "--parameters=[Stack:]Key=Value, or a default in the app"
            )
        );

    public static BuildException TemplateTooLarge(StackReference stack) =>
        new(
            new Finding(
                FindingCodes.TemplateTooLarge,
                $"The template of stack {Name(stack)} is over {TemplateDocument.LongestBody} bytes and is not an asset",
                [],
                "use a stack synthesizer that publishes templates, such as DefaultStackSynthesizer"
            )
        );

    /// <summary>The role may not set stack policies: that of CDK's own bootstrap stack may not, which deploys everything else.</summary>
    public static BuildException PolicyNotSet(StackReference stack, Session session, AmazonServiceException e)
    {
        var caller = session.Identity;
        var target = stack.Environment;
        var resource =
            $"arn:{target.Partition}:cloudformation:{target.Region}:{target.Account}:stack/{stack.StackName}/*";
        var allow =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudformation:GetStackPolicy","cloudformation:SetStackPolicy"],"""
            + $"\"Resource\":\"{resource}\"}}]}}";
        return new(
            new Finding(
                FindingCodes.StackPolicyNotSet,
                $"Stack {Name(stack)} is deployed, and its stack policy is not set",
                [$"{e.ErrorCode}: {e.Message}"],
                caller.RoleName is { } role
                    ? $"aws iam put-role-policy --role-name {role} --policy-name stack-policy-of-{stack.StackName}"
                        + $" --policy-document '{allow}'"
                    : $"allow {caller.Arn} what this says: {allow}"
            ).In(caller.Account, session.Endpoint),
            innerException: e
        );
    }

    /// <summary>What AWS refused, in its own words.</summary>
    public static BuildException Refused(
        StackReference stack,
        AmazonServiceException e,
        FindingCode code,
        AwsEndpoint world
    ) =>
        new(
            new Finding(
                code,
                $"Stack {Name(stack)}: CloudFormation refused",
                [$"{e.ErrorCode}: {e.Message}"],
                e switch
                {
                    CloudFormationException { IsAccessDenied: true } => AwsRefusals.Doctor(world),
                    // The stack changed after its change set was made.
                    ChangeSetNotFoundException or InvalidChangeSetStatusException => new BuildCommand("Deploy").In(
                        world
                    ),
                    _ => null,
                }
            ),
            innerException: e
        );

    static string Name(StackReference stack) =>
        $"{stack.DisplayName} in {stack.Environment.Account}/{stack.Environment.Region}";
}
