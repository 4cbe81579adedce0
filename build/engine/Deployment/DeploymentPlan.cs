using Deployment.Assemblies;
using Deployment.ParameterValues;

namespace Deployment;

/// <summary>What a run will do: stacks with their order, accounts and roles, and the assets that they need.</summary>
public sealed record DeploymentPlan(IReadOnlyList<PlannedStack> Stacks, IReadOnlyList<PlannedAsset> Assets)
{
    /// <exception cref="BuildException">Errors that constructs reported at synthesis, and stacks that occur twice: all of them.</exception>
    public static DeploymentPlan Create(IReadOnlyList<StackArtifact> stacks, DeploymentPlanOptions options)
    {
        var chosen = options.Shard?.Of(stacks) ?? stacks;
        var findings = PlanChecks.Check(chosen, options);
        if (findings.Count > 0)
            throw new BuildException(findings);
        var ids = chosen.Select(stack => stack.HierarchicalId).ToHashSet(StringComparer.Ordinal);
        var planned = chosen
            .Select(stack =>
            {
                var environment = stack.Environment.Resolve(options.SessionAccount, options.SessionRegion);
                return new PlannedStack(
                    new StackReference(stack.HierarchicalId, stack.DisplayName, stack.StackName, environment),
                    stack,
                    stack.DeployRole?.In(environment.Placeholders).Arn,
                    [.. stack.Dependencies.Where(ids.Contains)]
                )
                {
                    Parameters = options.Parameters.For(stack, environment),
                };
            })
            .ToList();
        return new DeploymentPlan(planned, PlannedAssets.Of(planned));
    }
}

/// <summary>What the plan needs to know of the session that runs it.</summary>
public sealed record DeploymentPlanOptions
{
    /// <summary>The account of stacks that leave theirs open; <see cref="TargetEnvironment.UnknownAccount"/> where that is to be asked for.</summary>
    public required string SessionAccount { get; init; }

    /// <summary>The region of stacks that leave theirs open; <see cref="TargetEnvironment.UnknownRegion"/> where that is to be asked for.</summary>
    public required string SessionRegion { get; init; }

    /// <summary>How the user says where stacks go that leave account or region open.</summary>
    public string? HowToPlace { get; init; }

    /// <summary>The part of the stacks that this run takes; null: all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The values that are given for parameters.</summary>
    public ParameterAssignments Parameters { get; init; } = ParameterAssignments.None;
}

/// <param name="RoleArn">The role it is deployed with; null for the session's own credentials.</param>
/// <param name="DependsOn">The ids of the plan's stacks that come before it.</param>
public sealed record PlannedStack(
    StackReference Reference,
    StackArtifact Artifact,
    string? RoleArn,
    IReadOnlyList<string> DependsOn
)
{
    public TargetEnvironment Environment => Reference.Environment;

    /// <summary>The parameters that are given: those of the Cloud Assembly, and those given to the run over them.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = Artifact.Parameters;
}
