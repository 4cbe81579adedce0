using Deployment.Assemblies;
using Iam;

namespace Diagnosis.Requirements;

/// <summary>What deploying a stack takes: the calls that Deployment makes, and those that CloudFormation makes on the deployer's behalf.</summary>
static class DeployPermissions
{
    /// <summary>Those of every deployment; what only a stack in trouble needs is in the second list.</summary>
    static readonly string[] always =
    [
        "DescribeStacks",
        "GetTemplate",
        "CreateChangeSet",
        "DescribeChangeSet",
        "ExecuteChangeSet",
        "DeleteChangeSet",
        "ListChangeSets",
        "DescribeStackEvents",
    ];

    /// <summary>Deletes a stack that was never created, finishes a rollback that got stuck.</summary>
    static readonly string[] recovering = ["DeleteStack", "ContinueUpdateRollback", "RollbackStack"];

    /// <summary>Which CDK's own bootstrap template does not allow its deploy role.</summary>
    static readonly string[] policies = ["GetStackPolicy", "SetStackPolicy"];

    const string CloudFormation = "cloudformation.amazonaws.com";
    const string ToolkitStackName = "CDKToolkit";

    public static IEnumerable<RequiredPermission> Of(StackTemplate stack, RequirementOptions options)
    {
        var actor = stack.DeployedBy(options);
        var reason = $"stack {stack.Name} is deployed with it";
        return
        [
            .. always.Select(action => OnStack(stack.Stack.Reference.StackName, action, reason)),
            .. recovering.Select(action =>
                OnStack(
                    stack.Stack.Reference.StackName,
                    action,
                    $"stack {stack.Name} is recovered with it should a deployment have got stuck"
                )
            ),
            .. stack.Stack.Artifact.TerminationProtection is null
                ? []
                : (RequiredPermission[])
                    [OnStack(stack.Stack.Reference.StackName, "UpdateTerminationProtection", reason)],
            .. options.SetsStackPolicies
                ? policies.Select(action =>
                    OnStack(
                        stack.Stack.Reference.StackName,
                        action,
                        $"stack {stack.Name} is given its stack policy with it"
                    )
                )
                : [],
            .. stack
                .Submitted.Transforms.Where(name => name.StartsWith("AWS::", StringComparison.Ordinal))
                .Select(name => Allowing("cloudformation:CreateChangeSet", AwsArns.Transform(stack.Environment, name))),
            .. BootstrapVersion(),
            .. StoredParameters(),
            .. PassRole(),
            .. Template(),
        ];

        RequiredPermission Allowing(string action, string resource) => new(actor, action, resource, reason);

        RequiredPermission OnStack(string name, string action, string why)
        {
            var arn = AwsArns.Stack(stack.Environment, name);
            return new(actor, $"cloudformation:{action}", arn, why)
            {
                ResourcePattern = arn.Replace(AwsArns.MadeUp, "*", StringComparison.Ordinal),
                Context = action == "CreateChangeSet" ? OfChangeSet() : RequestContext.Empty,
            };
        }

        // Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudFormation".
        RequestContext OfChangeSet()
        {
            var context = RequestTags.Of(stack.Stack.Artifact.Tags);
            return stack.ExecutionRoleArn is { } role ? context.With("cloudformation:RoleArn", role) : context;
        }

        // With an execution role CloudFormation reads them as that role, else in the deployer's name.
        IEnumerable<RequiredPermission> StoredParameters() =>
            stack.SsmParameters.Select(name => new RequiredPermission(
                stack.ChangedBy(options),
                "ssm:GetParameters",
                AwsArns.Parameter(stack.Environment, name),
                reason
            )
            {
                Via = stack.ExecutionRoleArn is null ? CloudFormation : null,
            });

        IEnumerable<RequiredPermission> BootstrapVersion() =>
            stack.Stack.Artifact.Bootstrap switch
            {
                null => [],
                { SsmParameter: { } name } =>
                [
                    Allowing("ssm:GetParameter", AwsArns.Parameter(stack.Environment, name)),
                ],
                _ =>
                [
                    OnStack(
                        ToolkitStackName,
                        "DescribeStacks",
                        $"the bootstrap version for stack {stack.Name} is read with it"
                    ),
                ],
            };

        IEnumerable<RequiredPermission> PassRole()
        {
            if (stack.ExecutionRoleArn is { } arn)
                yield return Allowing("iam:PassRole", arn) with
                {
                    Context = RequestContext.Empty.With("iam:PassedToService", CloudFormation),
                };
        }

        // CloudFormation reads the template as whoever asks for the change set.
        IEnumerable<RequiredPermission> Template()
        {
            const string Scheme = "s3://";
            if (
                stack.Stack.Artifact.TemplateAssetUrl is not { } written
                || !written.StartsWith(Scheme, StringComparison.Ordinal)
            )
                yield break;
            var path = stack.Environment.Placeholders.Apply(written)[Scheme.Length..].Split('/', 2);
            var read = Allowing("s3:GetObject", AwsArns.Object(stack.Environment, path[0], path[^1])) with
            {
                ResourceAccount = stack.Environment.Account,
                Via = CloudFormation,
                // The next template has another key.
                ResourcePattern = AwsArns.Object(stack.Environment, path[0], "*"),
                Reason = $"CloudFormation reads the template of stack {stack.Name} with it",
            };
            yield return read;
            if (options.StagingKeys.TryGetValue(stack.Environment, out var key))
                yield return StagingKey.Allowing(read, "kms:Decrypt", key, stack.Environment);
        }
    }
}
