using Deployment.Assemblies;
using Diagnosis.ExecutionPolicies;
using Releases.Deployments;
using Settings;
using Steps;

namespace Releases.ExecutionPolicies;

/// <summary>Makes the execution policies of the Cloud Assemblies that there are.</summary>
static class ProjectPolicies
{
    /// <summary>Each with the name of its environment. No AWS is asked.</summary>
    public static async Task<IReadOnlyList<(string Name, ExecutionPolicy Policy)>> OfAsync(ReleaseContext context)
    {
        var cicd = new TargetEnvironment(context.Settings.Cicd.Account, context.Settings.Cicd.Region);
        var plans = ProjectPlans.Of(context, context.Assembled, cicd);
        var policies = await ExecutionPolicy.OfAsync([.. plans.Select(plan => plan.Plan)], context.Cancellation);
        return [.. policies.Select(policy => (NameOf(context.Settings, policy), policy))];
    }

    static string NameOf(BuildSettings settings, ExecutionPolicy policy) =>
        settings
            .AllEnvironments.FirstOrDefault(environment =>
                (environment.Account, environment.Region) == (policy.Environment.Account, policy.Environment.Region)
            )
            ?.Name
        ?? $"{policy.Environment.Account}-{policy.Environment.Region}";
}
