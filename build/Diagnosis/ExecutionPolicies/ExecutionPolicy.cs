using Deployment;
using Deployment.Assemblies;

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
            policies.Add(await OfAsync(group.Key.Environment, group.Key.Role, [.. group], cancellationToken));
        return policies;
    }

    static async Task<ExecutionPolicy> OfAsync(
        TargetEnvironment environment,
        string? role,
        IReadOnlyList<PlannedStack> stacks,
        CancellationToken cancellationToken
    )
    {
        var found = new List<StackNeeds>();
        foreach (var stack in stacks.OrderBy(stack => stack.Reference.StackName, StringComparer.Ordinal))
            found.Add(await StackNeeds.OfAsync(stack, cancellationToken));
        List<ExecutionNeed> needs = [.. found.SelectMany(one => one.Needs)];
        List<string> names = [.. stacks.Select(stack => stack.Reference.StackName).OrderByDescending(n => n.Length)];
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
