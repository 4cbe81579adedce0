using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Diagnosis.Requirements;

namespace Diagnosis.ExecutionPolicies;

/// <summary>
/// The smallest policy with which CloudFormation can create, read, change and delete the stacks of an environment that share an
/// execution role.
/// </summary>
/// <param name="Role">The ARN of the execution role; null: CloudFormation acts as whoever deploys.</param>
/// <param name="Documents">Managed policies, at most as many as a role takes.</param>
public sealed record ExecutionPolicy(
    TargetEnvironment Environment,
    string? Role,
    IReadOnlyList<string> Stacks,
    IReadOnlyList<PolicyDocumentDraft> Documents,
    PolicyExactness Exactness,
    IReadOnlyList<UnknownNeed> Unknown
)
{
    /// <summary>One for each environment and execution role of the plans, in a fixed order.</summary>
    /// <exception cref="BuildException">A template cannot be read, or no policies within IAM's limits allow all of it.</exception>
    public static async Task<IReadOnlyList<ExecutionPolicy>> OfAsync(
        IEnumerable<DeploymentPlan> plans,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(plans);
        var groups = plans
            .SelectMany(plan => plan.Stacks)
            .GroupBy(stack => (stack.Environment, Role: RoleOf(stack)))
            .OrderBy(group => group.Key.Environment.ToString(), StringComparer.Ordinal)
            .ThenBy(group => group.Key.Role, StringComparer.Ordinal);
        var policies = new List<ExecutionPolicy>();
        foreach (var group in groups)
            policies.Add(await OfAsync(group.Key.Environment, group.Key.Role, [.. group], [], [], cancellationToken));
        return policies;
    }

    /// <summary>The policy of the role that a bootstrap stack makes, for an environment of which stacks may be deployed already.</summary>
    /// <param name="planned">Those of other environments and other roles are none of its.</param>
    /// <param name="deployed">The stacks that there are: what the planned ones do not have any more is deleted by it.</param>
    /// <param name="always">What it is to allow besides.</param>
    /// <param name="qualifier">Of the bootstrap, whose version every stack asks for.</param>
    /// <exception cref="BuildException">A template cannot be read, or no policies within IAM's limits allow all of it.</exception>
    public static async Task<ExecutionPolicy> OfAsync(
        TargetEnvironment environment,
        string role,
        IEnumerable<PlannedStack> planned,
        IReadOnlyList<DeployedTemplate> deployed,
        IReadOnlyList<ExecutionNeed> always,
        string qualifier,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(planned);
        ArgumentNullException.ThrowIfNull(deployed);
        ArgumentNullException.ThrowIfNull(always);
        var version = new ExecutionNeed(
            "ssm:GetParameters",
            AwsArns.Parameter(environment, $"/cdk-bootstrap/{qualifier}/version"),
            new("*", "", "parameters")
        );
        return await OfAsync(
            environment,
            role,
            [.. planned.Where(stack => stack.Environment == environment && RoleOf(stack) == role)],
            deployed,
            [version, .. always],
            cancellationToken
        );
    }

    static async Task<ExecutionPolicy> OfAsync(
        TargetEnvironment environment,
        string? role,
        IReadOnlyList<PlannedStack> stacks,
        IReadOnlyList<DeployedTemplate> deployed,
        IReadOnlyList<ExecutionNeed> always,
        CancellationToken cancellationToken
    )
    {
        var found = new List<StackNeeds>();
        foreach (var stack in stacks.OrderBy(stack => stack.Reference.StackName, StringComparer.Ordinal))
            found.Add(await StackNeeds.OfAsync(stack, cancellationToken));
        found.AddRange(deployed.OrderBy(one => one.Stack.StackName, StringComparer.Ordinal).Select(StackNeeds.Of));
        List<ExecutionNeed> needs = [.. always, .. found.SelectMany(one => one.Needs)];
        List<string> names =
        [
            .. stacks
                .Select(stack => stack.Reference.StackName)
                .Concat(deployed.Select(one => one.Stack.StackName))
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(name => name.Length),
        ];
        foreach (var exactness in Enum.GetValues<PolicyExactness>())
        {
            var documents = PolicyDocuments.Of(
                PolicyStatements.Of(
                    needs.Select(need => need with { Resource = LessExact.Of(need.Resource, exactness, names) })
                )
            );
            if (documents.Count <= PolicyDocuments.MostDocuments)
                return new(
                    environment,
                    role,
                    [.. stacks.Select(stack => stack.Reference.DisplayName).Order(StringComparer.Ordinal)],
                    documents,
                    exactness,
                    [.. found.SelectMany(one => one.Unknown)]
                );
        }
        throw new BuildException(
            new Finding(
                DiagnosisCodes.ExecutionPolicyTooLong,
                $"What CloudFormation needs in {environment} does not fit into {PolicyDocuments.MostDocuments} managed policies of {PolicyDocuments.LongestDocument} characters",
                "give some of the stacks an execution role of their own: another qualifier of the bootstrap"
            )
        );
    }

    static string? RoleOf(PlannedStack stack) =>
        stack.Artifact.CloudFormationExecutionRoleArn is { } arn ? stack.Environment.Placeholders.Apply(arn) : null;
}
